// crossentropy.forward, second of two passes: merges the parts of the catalogue
//
//   m = max_s maxima[s, r],   lse[r] = m + ln Σ_s sums[s, r] · exp(maxima[s, r] − m)
//   loss[r] = lse[r] − ⟨h[r], table[targets[r]]⟩,   0 where targets[r] = 0
//
// needs     outer_rows.wgsl.
// work      lane i of the grid owns row i.
// numerics  exponents are ≤ 0; parts in order.

override LANES: u32 = 64;
override SPLITS: u32 = 1;

struct Params { rows: u32, vocabulary: u32, width: u32 }

@group(0) @binding(2) var<storage, read>       targets: array<u32>;  // (rows)
@group(0) @binding(3) var<storage, read>       maxima: array<f32>;
@group(0) @binding(4) var<storage, read>       sums: array<f32>;
@group(0) @binding(5) var<storage, read_write> lse: array<f32>;      // (rows)
@group(0) @binding(6) var<storage, read_write> loss: array<f32>;     // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  var largest = maxima[row];
  for (var s = 1u; s < SPLITS; s++) { largest = max(largest, maxima[s * params.rows + row]); }
  var sum = 0.0;
  for (var s = 0u; s < SPLITS; s++) {
    let i = s * params.rows + row;
    sum += sums[i] * exp(maxima[i] - largest);
  }
  let total = largest + log(sum);
  var target_logit = 0.0;
  for (var q = 0u; q < params.width / 4u; q++) {
    target_logit += dot(outer_quad(row, q), inner_quad(targets[row], q));
  }
  lse[row] = total;
  loss[row] = select(total - target_logit, 0.0, targets[row] == 0u);
}
