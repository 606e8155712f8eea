// matmul epilogue: dz = sum ⊙ dropout_scale ⊙ activation′(z)
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand. Needs `slope`, from a file of shaders/pointwise with lanes of an element, and `dropout_scale` at index `at`, the
// same as in the forward pass.

@group(0) @binding(2) var<storage, read>       z: array<f32>;      // (m, n)
@group(0) @binding(3) var<storage, read>       clock: array<u32>;  // (1)
@group(0) @binding(4) var<storage, read_write> dz: array<f32>;     // (m, n)

fn finish(at: u32, col: u32, sum: f32) {
  dz[at] = sum * dropout_scale(at) * slope(z[at]);
}

fn finish_row(row: u32, sum: f32) {}
