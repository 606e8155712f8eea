// matmul epilogue: z = sum + bias, y = dropout(activation(z))
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand. Needs `value`, from a file of shaders/pointwise with lanes of an element, and `dropout_scale`, at index `at`. z
// is kept for the backward pass.

@group(0) @binding(2) var<storage, read>       bias: array<f32>;   // (n)
@group(0) @binding(3) var<storage, read>       clock: array<u32>;  // (1)
@group(0) @binding(4) var<storage, read_write> z: array<f32>;      // (m, n)
@group(0) @binding(5) var<storage, read_write> y: array<f32>;      // (m, n)

fn finish(at: u32, col: u32, sum: f32) {
  let before = sum + bias[col];
  z[at] = before;
  y[at] = dropout_scale(at) * value(before);
}

fn finish_row(row: u32, sum: f32) {}
