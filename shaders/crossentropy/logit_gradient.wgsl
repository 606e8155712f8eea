// Slot file: derivative of the mean loss with respect to the logit z of (row, item)
//
//   g = (exp(z − lse[row]) − [item = targets[row]]) · inverse_count,   0 in a row without a target and for item 0
//
// numerics  z − lse is at most a rounding above 0; the clamp keeps it from a logit computed in another order.

@group(0) @binding(2) var<storage, read> targets: array<u32>;        // (rows)
@group(0) @binding(3) var<storage, read> lse: array<f32>;            // (rows)
@group(0) @binding(4) var<storage, read> inverse_count: array<f32>;  // (1)

fn logit_gradient(row: u32, item: u32, z: f32) -> f32 {
  let place = targets[row];
  if (place == 0u || item == 0u) { return 0.0; }
  return (exp(min(z - lse[row], 0.0)) - select(0.0, 1.0, item == place)) * inverse_count[0];
}

// The same for outer vectors o … o + 3 against one inner vector; 0 for vectors past the last.
fn logit_gradients(o: u32, inner: u32, z: vec4f) -> vec4f {
  if (inner >= inner_count()) { return vec4f(); }
  var g = vec4f();
  for (var i = 0u; i < 4u; i++) {
    if (o + i < outer_count()) { g[i] = logit_gradient(row_of(o + i, inner), item_of(o + i, inner), z[i]); }
  }
  return g;
}
