// Slot file, with outer_rows.wgsl: derivative of the mean loss by the logits z of four rows and one item
//
//   g = (exp(z − lse[row]) − [item = targets[row]]) · inverse_count,   0 in a row without a target and for item 0
//
// numerics  z − lse exceeds 0 by roundings at most, where the logit was summed in another order; the clamp drops them.

@group(0) @binding(2) var<storage, read> targets: array<u32>;        // (rows)
@group(0) @binding(3) var<storage, read> lse: array<f32>;            // (rows)
@group(0) @binding(4) var<storage, read> inverse_count: array<f32>;  // (1)

struct Owned { lse: vec4f, places: vec4u, weight: f32 }

// Rows o … o + 3; past the last, the last.
fn owned(o: u32) -> Owned {
  let r = min(o + vec4u(0u, 1u, 2u, 3u), vec4u(params.rows - 1u));
  return Owned(
    vec4f(lse[r.x], lse[r.y], lse[r.z], lse[r.w]),
    vec4u(targets[r.x], targets[r.y], targets[r.z], targets[r.w]),
    inverse_count[0],
  );
}

// 0 for an item past the last.
fn logit_gradients(rows: Owned, item: u32, z: vec4f) -> vec4f {
  let g = exp(min(z - rows.lse, vec4f())) - vec4f(rows.places == vec4u(item));
  let counts = (rows.places != vec4u()) & vec4<bool>(item != 0u && item < params.vocabulary);
  return select(vec4f(), rows.weight * g, counts);
}
