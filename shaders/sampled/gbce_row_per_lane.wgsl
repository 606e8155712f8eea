// sampled.gbce, second of two passes, one lane per row: no barriers
//
//   loss[r] = (β · softplus(−s⁺[r]) + Σ_j softplus(z[r,j])) / (samples + 1)   = −(β·ln σ(s⁺) + Σ_j ln(1 − σ(z))) / …
//   z[r,j]       ← σ(z[r,j]) · inverse_count / (samples + 1)
//   dpositive[r] = β · (σ(s⁺[r]) − 1) · inverse_count / (samples + 1)
//
//   s⁺ = positive, by the first pass. Negatives that are row r's target count 0. A row whose target is 0 has loss 0 and
//   gradient 0.
//
// needs     pointwise/softplus.wgsl with lanes of an element.
// source    Petrov & Macdonald 2023 (gSASRec), arXiv:2308.07192.
// work      lane i of the grid owns row i, negatives in order.
// numerics  exp only of numbers ≤ 0; softplus is exact to 6·10⁻⁸ absolutely, its derivative is computed for itself.
// limits    rows·samples < 2³².

override LANES: u32 = 64;

struct Params { rows: u32, samples: u32, width: u32, beta: f32 }

@group(0) @binding(0) var<storage, read_write> negative_logits: array<f32>;  // (rows, samples)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;          // (rows)
@group(0) @binding(2) var<storage, read>       negatives: array<u32>;        // (samples)
@group(0) @binding(3) var<storage, read>       inverse_count: array<f32>;    // (1)
@group(0) @binding(4) var<storage, read>       positive: array<f32>;
@group(0) @binding(5) var<storage, read_write> dpositive: array<f32>;        // (rows)
@group(0) @binding(6) var<storage, read_write> loss: array<f32>;             // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let place = targets[row];
  let share = 1.0 / f32(params.samples + 1u);
  let weight = select(inverse_count[0], 0.0, place == 0u) * share;
  var sum = 0.0;
  for (var j = 0u; j < params.samples; j++) {
    let i = row * params.samples + j;
    let z = negative_logits[i];
    let hit = negatives[j] == place;
    sum += select(value(z), 0.0, hit);
    negative_logits[i] = select(weight * slope(z), 0.0, hit);
  }
  let z = -positive[row];
  dpositive[row] = -weight * (params.beta * slope(z));
  loss[row] = select(share * (params.beta * value(z) + sum), 0.0, place == 0u);
}
