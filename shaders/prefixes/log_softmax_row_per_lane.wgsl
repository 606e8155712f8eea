// prefixes.log_softmax, one lane per row: no barriers
//
//   z[r, c] ← z[r, c] − m[r] − ln Σ_{c ≥ 1} exp(z[r, c] − m[r]),   m[r] = max_{c ≥ 1} z[r, c],   z[r, 0] ← 0
//
// source    as torch.nn.functional.log_softmax, over the codes: column 0 is padding.
// work      lane i of the grid owns row i.
// numerics  exponents are ≤ 0, summed in order.
// limits    size ≥ 2.

override LANES: u32 = 64;

struct Params { rows: u32, size: u32 }

@group(0) @binding(0) var<storage, read_write> logits: array<f32>;  // (rows, size)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let start = row * params.size;
  let end = start + params.size;

  var largest = logits[start + 1u];
  for (var i = start + 2u; i < end; i++) { largest = max(largest, logits[i]); }
  var sum = 0.0;
  for (var i = start + 1u; i < end; i++) { sum += exp(logits[i] - largest); }
  let shift = largest + log(sum);
  logits[start] = 0.0;
  for (var i = start + 1u; i < end; i++) { logits[i] -= shift; }
}
