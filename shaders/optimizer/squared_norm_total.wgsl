// Slot file of optimizer.squared_norm, second pass: the sum is the result.

struct Params { count: u32 }

@group(0) @binding(1) var<storage, read_write> squared_norm: array<f32>;  // (1)

fn finish(sum: f32) {
  squared_norm[0] = sum;
}
