// layernorm.forward, one workgroup per row
//
//   mean[r] = Σ_c x[r,c] / cols
//   rstd[r] = 1 / √(Σ_c (x[r,c] − mean[r])² / cols + eps)
//   y[r,c]  = gamma[c] · (x[r,c] − mean[r]) · rstd[r] + beta[c]
//
// needs     workgroup/sum.wgsl.
// source    Ba, Kiros & Hinton 2016, arXiv:1607.06450, eqs. 3–4 (biased variance, as in PyTorch).
// work      one workgroup per row; lane i owns columns i, i + LANES, i + 2·LANES, …
// numerics  mean first, then centred squares: E[x²] − E[x]² cancels in f32 when |mean| ≫ deviation.
// limits    rows < 2³², cols ≥ 1; LANES a power of two.

override LANES: u32 = 64;

struct Params { rows: u32, cols: u32, eps: f32 }

@group(0) @binding(0) var<storage, read>       x: array<f32>;      // (rows, cols)
@group(0) @binding(1) var<storage, read>       gamma: array<f32>;  // (cols)
@group(0) @binding(2) var<storage, read>       beta: array<f32>;   // (cols)
@group(0) @binding(3) var<storage, read_write> y: array<f32>;      // (rows, cols)
@group(0) @binding(4) var<storage, read_write> mean: array<f32>;   // (rows)
@group(0) @binding(5) var<storage, read_write> rstd: array<f32>;   // (rows)
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
  let start = row * params.cols;
  let count = f32(params.cols);

  var sum = 0.0;
  for (var c = lane; c < params.cols; c += LANES) { sum += x[start + c]; }
  let row_mean = workgroup_sum(lane, sum) / count;

  var squares = 0.0;
  for (var c = lane; c < params.cols; c += LANES) {
    let centred = x[start + c] - row_mean;
    squares += centred * centred;
  }
  let row_rstd = inverseSqrt(workgroup_sum(lane, squares) / count + params.eps);

  for (var c = lane; c < params.cols; c += LANES) {
    y[start + c] = gamma[c] * (x[start + c] - row_mean) * row_rstd + beta[c];
  }
  if (lane == 0) {
    mean[row] = row_mean;
    rstd[row] = row_rstd;
  }
}
