// crossentropy.from_logits, one workgroup per row
//
//   p[r,v] = exp(z[r,v] − m[r]) / Σ_{v ≥ 1} exp(z[r,v] − m[r]),   m[r] = max_{v ≥ 1} z[r,v],   p[r,0] = 0
//   loss[r] = −ln p[r, targets[r]]
//   z[r,v] ← (p[r,v] − [v = targets[r]]) · inverse_count
//
//   A row whose target is 0 has loss 0 and gradient 0.
//
// needs     workgroup/sum.wgsl, workgroup/max.wgsl.
// source    cross-entropy of a softmax and its derivative, as in torch.nn.functional.cross_entropy.
// work      lane l of workgroup r owns columns l, l + LANES, …; exp is computed twice rather than stored and read.
// numerics  exponents are ≤ 0; lanes sum in order, then a tree over the lanes.
// limits    vocabulary ≥ 2; targets < vocabulary; LANES a power of two.

override LANES: u32 = 128;

struct Params { rows: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;         // (rows, vocabulary)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;        // (rows)
@group(0) @binding(2) var<storage, read>       inverse_count: array<f32>;  // (1)
@group(0) @binding(3) var<storage, read_write> loss: array<f32>;           // (rows)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let start = row * params.vocabulary;
  let place = targets[row];
  let target_logit = logits[start + max(place, 1u)];

  var largest = target_logit;
  for (var v = lane; v < params.vocabulary; v += LANES) {
    if (v > 0u) { largest = max(largest, logits[start + v]); }
  }
  largest = workgroup_max(lane, largest);

  var sum = 0.0;
  for (var v = lane; v < params.vocabulary; v += LANES) {
    if (v > 0u) { sum += exp(logits[start + v] - largest); }
  }
  sum = workgroup_sum(lane, sum);

  let weight = select(inverse_count[0], 0.0, place == 0u);
  for (var v = lane; v < params.vocabulary; v += LANES) {
    let p = select(exp(logits[start + v] - largest) / sum, 0.0, v == 0u);
    logits[start + v] = weight * (p - select(0.0, 1.0, v == place));
  }
  if (lane == 0u) { loss[row] = select(log(sum) + (largest - target_logit), 0.0, place == 0u); }
}
