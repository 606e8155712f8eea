// sampled.softmax, second of two passes, one workgroup per row
//
//   a[r,j]  = z[r,j] − correction[j]   over the negatives j that are not row r's target
//   a⁺[r]   = positive[r]              ⟨h[r], positive_rows[r]⟩ − target_correction[r], by the first pass
//   loss[r] = lse[r] − a⁺[r],          lse[r] = ln(exp(a⁺[r]) + Σ_j exp(a[r,j]))
//   z[r,j]       ← exp(a[r,j] − lse[r]) · inverse_count
//   dpositive[r] = (exp(a⁺[r] − lse[r]) − 1) · inverse_count
//
//   The corrections are ln q, q the chance of an item to be drawn. A row whose target is 0 has loss 0 and gradient 0.
//
// needs     workgroup/sum.wgsl, workgroup/max.wgsl.
// source    Bengio & Senécal 2008 (importance sampling); the target corrected as in Yi et al. 2019 (RecSys);
//           accidental hits are masked.
// work      lane l of workgroup r owns negatives l, l + LANES, …
// numerics  exponents are ≤ 0; lanes sum in order, then a tree over the lanes.
// limits    LANES a power of two; scores > −10³⁰.

override LANES: u32 = 64;

const MASKED: f32 = -1e30;

struct Params { rows: u32, samples: u32, width: u32 }

@group(0) @binding(0) var<storage, read_write> negative_logits: array<f32>;  // (rows, samples)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;          // (rows)
@group(0) @binding(2) var<storage, read>       negatives: array<u32>;        // (samples)
@group(0) @binding(3) var<storage, read>       correction: array<f32>;       // (samples)
@group(0) @binding(4) var<storage, read>       inverse_count: array<f32>;    // (1)
@group(0) @binding(5) var<storage, read>       positive: array<f32>;
@group(0) @binding(6) var<storage, read_write> dpositive: array<f32>;        // (rows)
@group(0) @binding(7) var<storage, read_write> loss: array<f32>;             // (rows)
@group(1) @binding(0) var<uniform> params: Params;

fn corrected(row: u32, j: u32) -> f32 {
  let score = negative_logits[row * params.samples + j] - correction[j];
  return select(score, MASKED, negatives[j] == targets[row]);
}

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let target_score = positive[row];
  var largest = target_score;
  for (var j = lane; j < params.samples; j += LANES) { largest = max(largest, corrected(row, j)); }
  largest = workgroup_max(lane, largest);

  var sum = 0.0;
  for (var j = lane; j < params.samples; j += LANES) { sum += exp(corrected(row, j) - largest); }
  sum = exp(target_score - largest) + workgroup_sum(lane, sum);

  let weight = select(inverse_count[0], 0.0, targets[row] == 0u);
  let scale = weight / sum;
  for (var j = lane; j < params.samples; j += LANES) {
    negative_logits[row * params.samples + j] = scale * exp(corrected(row, j) - largest);
  }
  if (lane == 0u) {
    dpositive[row] = scale * exp(target_score - largest) - weight;
    loss[row] = select(log(sum) + (largest - target_score), 0.0, targets[row] == 0u);
  }
}
