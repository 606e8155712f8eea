// Slot file of reduce.weighted_sum, first pass: the elements that are summed.

struct Params { count: u32 }

@group(0) @binding(0) var<storage, read> x: array<f32>;  // (count)

fn term(i: u32) -> f32 {
  return x[i];
}
