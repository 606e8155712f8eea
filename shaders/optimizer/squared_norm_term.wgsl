// Slot file of optimizer.squared_norm, first pass: the squares that are summed.

struct Params { count: u32 }

@group(0) @binding(0) var<storage, read> gradient: array<f32>;  // (count)

fn term(i: u32) -> f32 {
  let g = gradient[i];
  return g * g;
}
