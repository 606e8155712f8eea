// matmul epilogue: y = sum
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand.

@group(0) @binding(2) var<storage, read_write> y: array<f32>;  // (m, n)

fn finish(at: u32, col: u32, sum: f32) { y[at] = sum; }

fn finish_row(row: u32, sum: f32) {}
