// prefixes.log_softmax, one workgroup per row
//
//   z[r, c] ← z[r, c] − m[r] − ln Σ_{c ≥ 1} exp(z[r, c] − m[r]),   m[r] = max_{c ≥ 1} z[r, c],   z[r, 0] ← 0
//
// needs     workgroup/sum.wgsl, workgroup/max.wgsl.
// source    as torch.nn.functional.log_softmax, over the codes: column 0 is padding.
// work      lane l of workgroup r owns columns l, l + LANES, …
// numerics  exponents are ≤ 0; lanes sum in order, then a tree over the lanes.
// limits    size ≥ 2; LANES a power of two.

override LANES: u32 = 64;

struct Params { rows: u32, size: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;  // (rows, size)
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
  let start = row * params.size;

  var largest = logits[start + 1u];
  for (var c = max(lane, 1u); c < params.size; c += LANES) { largest = max(largest, logits[start + c]); }
  largest = workgroup_max(lane, largest);

  var sum = 0.0;
  for (var c = lane; c < params.size; c += LANES) {
    if (c > 0u) { sum += exp(logits[start + c] - largest); }
  }
  sum = workgroup_sum(lane, sum);
  let shift = largest + log(sum);

  for (var c = lane; c < params.size; c += LANES) {
    logits[start + c] = select(logits[start + c] - shift, 0.0, c == 0u);
  }
}
