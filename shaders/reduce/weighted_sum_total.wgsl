// Slot file of reduce.weighted_sum, second pass: total = weight · Σ x.

struct Params { count: u32 }

@group(0) @binding(1) var<storage, read_write> total: array<f32>;   // (1)
@group(0) @binding(2) var<storage, read>       weight: array<f32>;  // (1)

fn finish(sum: f32) {
  total[0] = weight[0] * sum;
}
