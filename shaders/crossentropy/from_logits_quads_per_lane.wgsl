// crossentropy.from_logits, one lane per row, four columns at a time: no barriers
//
//   p[r,v] = exp(z[r,v] − m[r]) / Σ_{v ≥ 1} exp(z[r,v] − m[r]),   m[r] = max_{v ≥ 1} z[r,v],   p[r,0] = 0
//   loss[r] = −ln p[r, targets[r]]
//   z[r,v] ← (p[r,v] − [v = targets[r]]) · inverse_count
//
//   A row whose target is 0 has loss 0 and gradient 0.
//
// source    cross-entropy of a softmax and its derivative, as in torch.nn.functional.cross_entropy.
// work      lane i of the grid owns row i: a pass for the maximum, one that leaves exp in place, one that scales.
// numerics  exponents are ≤ 0; four sums in order, then their sum.
// limits    vocabulary a multiple of 4; targets < vocabulary; logits > −10³⁰.

override LANES: u32 = 64;

struct Params { rows: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<vec4f>;       // (rows, vocabulary)
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
  let start = row * (params.vocabulary / 4u);
  let end = start + params.vocabulary / 4u;
  let place = targets[row];
  if (place == 0u) {
    for (var q = start; q < end; q++) { logits[q] = vec4f(); }
    loss[row] = 0.0;
    return;
  }
  logits[start].x = -1e30;  // exp leaves 0 of it
  let target_logit = logits[start + place / 4u][place % 4u];

  var largests = logits[start];
  for (var q = start + 1u; q < end; q++) { largests = max(largests, logits[q]); }
  let largest = max(max(largests.x, largests.y), max(largests.z, largests.w));

  var sums = vec4f();
  for (var q = start; q < end; q++) {
    let e = exp(logits[q] - largest);
    logits[q] = e;
    sums += e;
  }
  let sum = (sums.x + sums.y) + (sums.z + sums.w);

  let scale = inverse_count[0] / sum;
  for (var q = start; q < end; q++) { logits[q] *= scale; }
  logits[start + place / 4u][place % 4u] -= inverse_count[0];
  loss[row] = log(sum) + (largest - target_logit);
}
