// matmul epilogue: how far a code is from a vector, ½‖a − b‖² − ½‖a‖² = ½‖b‖² − ⟨a, b⟩
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand. ½‖a‖² is the same for all codes and left out: beside it, small differences would be lost.

@group(0) @binding(2) var<storage, read>       half_norms: array<f32>;  // (n)
@group(0) @binding(3) var<storage, read_write> distances: array<f32>;   // (m, n)

fn finish(at: u32, col: u32, sum: f32) { distances[at] = half_norms[col] - sum; }

fn finish_row(row: u32, sum: f32) {}
