// Slot file: a lane owns one element
//
// A body is written once, for lanes of `Lane`; this file or quad.wgsl says what that is. Lane i of a tensor owns its elements
// from LANE_WIDTH · i on, LANE_WIDTH of them, at `lane_places(i)`.

alias Lane = f32;
alias Places = u32;

const LANE_WIDTH = 1u;

fn lane_places(i: u32) -> Places { return i; }

// Element `at` of a lane, counted from 0.
fn lane_element(x: Lane, at: u32) -> f32 { return x; }

fn lane_sum(x: Lane) -> f32 { return x; }
fn lane_count(x: Places) -> u32 { return x; }
fn lane_max(x: Lane) -> f32 { return x; }
fn lane_dot(x: Lane, y: Lane) -> f32 { return x * y; }
