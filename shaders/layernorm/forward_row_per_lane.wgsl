// layernorm.forward, one lane per row: no barriers
//
//   mean[r] = Σ_c x[r,c] / cols
//   rstd[r] = 1 / √(Σ_c (x[r,c] − mean[r])² / cols + eps)
//   y[r,c]  = gamma[c] · (x[r,c] − mean[r]) · rstd[r] + beta[c]
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    Ba, Kiros & Hinton 2016, arXiv:1607.06450, eqs. 3–4 (biased variance, as in PyTorch).
// work      lane i of workgroup g owns row g·LANES + i, columns in order.
// numerics  mean first, then centred squares, each an element or a quad at a time.
// limits    rows < 2³²; cols a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, cols: u32, eps: f32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;      // (rows, cols)
@group(0) @binding(1) var<storage, read>       gamma: array<Lane>;  // (cols)
@group(0) @binding(2) var<storage, read>       beta: array<Lane>;   // (cols)
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;      // (rows, cols)
@group(0) @binding(4) var<storage, read_write> mean: array<f32>;    // (rows)
@group(0) @binding(5) var<storage, read_write> rstd: array<f32>;    // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let width = params.cols / LANE_WIDTH;
  let start = row * width;
  let count = f32(params.cols);

  var sum = Lane();
  for (var c = 0u; c < width; c++) { sum += x[start + c]; }
  let row_mean = lane_dot(sum, Lane(1.0)) / count;

  var squares = 0.0;
  for (var c = 0u; c < width; c++) {
    let centred = x[start + c] - row_mean;
    squares += lane_dot(centred, centred);
  }
  let row_rstd = inverseSqrt(squares / count + params.eps);

  for (var c = 0u; c < width; c++) {
    y[start + c] = gamma[c] * (x[start + c] - row_mean) * row_rstd + beta[c];
  }
  mean[row] = row_mean;
  rstd[row] = row_rstd;
}
