// matmul epilogue: y = residual + dropout(sum + bias)
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand. Needs `dropout_scale`, at index `at`.

@group(0) @binding(2) var<storage, read>       bias: array<f32>;      // (n)
@group(0) @binding(3) var<storage, read>       residual: array<f32>;  // (m, n)
@group(0) @binding(4) var<storage, read>       clock: array<u32>;     // (1)
@group(0) @binding(5) var<storage, read_write> y: array<f32>;         // (m, n)

fn finish(at: u32, col: u32, sum: f32) {
  y[at] = residual[at] + dropout_scale(at) * (sum + bias[col]);
}

fn finish_row(row: u32, sum: f32) {}
