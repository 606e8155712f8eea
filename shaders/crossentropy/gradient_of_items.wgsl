// Slot file, with outer_items.wgsl: derivative of the mean loss by the logits z of four items and one row
//
//   g = (exp(z − lse[row]) − [item = targets[row]]) · inverse_count,   0 in a row without a target and for item 0
//
// numerics  z − lse exceeds 0 by roundings at most, where the logit was summed in another order; the clamp drops them.

@group(0) @binding(2) var<storage, read> targets: array<u32>;        // (rows)
@group(0) @binding(3) var<storage, read> lse: array<f32>;            // (rows)
@group(0) @binding(4) var<storage, read> inverse_count: array<f32>;  // (1)

struct Owned { items: vec4u, weight: f32 }

// Items o … o + 3.
fn owned(o: u32) -> Owned {
  return Owned(o + vec4u(0u, 1u, 2u, 3u), inverse_count[0]);
}

// 0 for a row past the last.
fn logit_gradients(items: Owned, row: u32, z: vec4f) -> vec4f {
  let r = min(row, params.rows - 1u);
  let place = targets[r];
  let g = exp(min(z - lse[r], vec4f())) - vec4f(items.items == vec4u(place));
  let counts = (items.items != vec4u()) & vec4<bool>(place != 0u && row < params.rows);
  return select(vec4f(), items.weight * g, counts);
}
