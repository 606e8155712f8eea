// crossentropy.from_logits, one lane per row: no barriers
//
//   p[r,v] = exp(z[r,v] − m[r]) / Σ_{v ≥ 1} exp(z[r,v] − m[r]),   m[r] = max_{v ≥ 1} z[r,v],   p[r,0] = 0
//   loss[r] = −ln p[r, targets[r]]
//   z[r,v] ← (p[r,v] − [v = targets[r]]) · inverse_count
//
//   A row whose target is 0 has loss 0 and gradient 0.
//
// source    cross-entropy of a softmax and its derivative, as in torch.nn.functional.cross_entropy.
// work      lane i of the grid owns row i: a pass for the maximum, one that leaves exp in place, one that scales.
// numerics  exponents are ≤ 0; sums in order.
// limits    vocabulary ≥ 2; targets < vocabulary.

override LANES: u32 = 64;

struct Params { rows: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;         // (rows, vocabulary)
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
  let start = row * params.vocabulary;
  let end = start + params.vocabulary;
  if (targets[row] == 0u) {
    for (var i = start; i < end; i++) { logits[i] = 0.0; }
    loss[row] = 0.0;
    return;
  }
  let target_index = start + targets[row];
  let target_logit = logits[target_index];

  var largest = target_logit;
  for (var i = start + 1u; i < end; i++) { largest = max(largest, logits[i]); }

  var sum = 0.0;
  for (var i = start + 1u; i < end; i++) {
    let e = exp(logits[i] - largest);
    logits[i] = e;
    sum += e;
  }

  let scale = inverse_count[0] / sum;
  logits[start] = 0.0;
  for (var i = start + 1u; i < end; i++) { logits[i] *= scale; }
  logits[target_index] -= inverse_count[0];
  loss[row] = log(sum) + (largest - target_logit);
}
