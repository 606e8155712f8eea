// Slot file: a lane owns four neighbouring elements
//
// What element.wgsl says, where the extent along which elements are neighbours is a multiple of 4.

alias Lane = vec4f;
alias Places = vec4u;

const LANE_WIDTH = 4u;

fn lane_places(i: u32) -> Places { return 4u * i + vec4u(0u, 1u, 2u, 3u); }

// Element `at` of a lane, counted from 0.
fn lane_element(x: Lane, at: u32) -> f32 { return x[at]; }

fn lane_sum(x: Lane) -> f32 { return (x.x + x.y) + (x.z + x.w); }
fn lane_count(x: Places) -> u32 { return x.x + x.y + x.z + x.w; }
fn lane_max(x: Lane) -> f32 { return max(max(x.x, x.y), max(x.z, x.w)); }
fn lane_dot(x: Lane, y: Lane) -> f32 { return dot(x, y); }
