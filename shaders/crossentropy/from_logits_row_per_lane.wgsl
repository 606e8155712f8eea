// crossentropy.from_logits, one lane per row: no barriers
//
//   p[r,v] = exp(z[r,v] − m[r]) / Σ_{v ≥ 1} exp(z[r,v] − m[r]),   m[r] = max_{v ≥ 1} z[r,v],   p[r,0] = 0
//   loss[r] = −ln p[r, targets[r]]
//   z[r,v] ← (p[r,v] − [v = targets[r]]) · inverse_count
//
//   A row whose target is 0 has loss 0 and gradient 0.
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    cross-entropy of a softmax and its derivative, as in torch.nn.functional.cross_entropy.
// work      lane i of the grid owns row i: a pass for the maximum, one that leaves exp in place, one that scales.
// numerics  exponents are ≤ 0; the sums of a lane's elements in order, then their sum.
// limits    vocabulary a multiple of LANE_WIDTH; targets < vocabulary; logits > −10³⁰.

override LANES: u32 = 64;

struct Params { rows: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<Lane>;        // (rows, vocabulary)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;        // (rows)
@group(0) @binding(2) var<storage, read>       inverse_count: array<f32>;  // (1)
@group(0) @binding(3) var<storage, read_write> loss: array<f32>;           // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let width = params.vocabulary / LANE_WIDTH;
  let start = row * width;
  let end = start + width;
  let place = targets[row];
  if (place == 0u) {
    for (var i = start; i < end; i++) { logits[i] = Lane(); }
    loss[row] = 0.0;
    return;
  }
  let first = lane_places(0u) == Places();
  logits[start] = select(logits[start], Lane(-1e30), first);  // exp leaves 0 of column 0
  let at = start + place / LANE_WIDTH;
  let target_logit = lane_element(logits[at], place % LANE_WIDTH);

  var largests = logits[start];
  for (var i = start + 1u; i < end; i++) { largests = max(largests, logits[i]); }
  let largest = lane_max(largests);

  var sums = Lane();
  for (var i = start; i < end; i++) {
    let e = exp(logits[i] - largest);
    logits[i] = e;
    sums += e;
  }
  let sum = lane_sum(sums);

  let scale = inverse_count[0] / sum;
  for (var i = start; i < end; i++) { logits[i] *= scale; }
  let hit = lane_places(place / LANE_WIDTH) == Places(place);
  logits[at] -= select(Lane(), Lane(inverse_count[0]), hit);
  loss[row] = log(sum) + (largest - target_logit);
}
