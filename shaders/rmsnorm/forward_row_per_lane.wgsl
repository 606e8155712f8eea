// rmsnorm.forward, one lane per row: no barriers
//
//   rstd[r] = 1 / √(Σ_c v[r,c]² / cols + eps)        y[r,c] = gamma[c] · v[r,c] · rstd[r]
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; normed, which gives v.
// source    Zhang & Sennrich 2019, arXiv:1910.07467, eq. 4.
// work      lane i of workgroup g owns row g·LANES + i, columns in order.
// limits    rows·cols < 2³²; cols a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, cols: u32, eps: f32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;      // (rows, cols)
@group(0) @binding(1) var<storage, read>       gamma: array<Lane>;  // (cols)
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;      // (rows, cols)
@group(0) @binding(3) var<storage, read_write> rstd: array<f32>;    // (rows)
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

  var squares = 0.0;
  for (var c = 0u; c < width; c++) {
    let v = normed(start + c);
    squares += lane_dot(v, v);
  }
  let row_rstd = inverseSqrt(squares / count + params.eps);
  for (var c = 0u; c < width; c++) { y[start + c] = gamma[c] * normed(start + c) * row_rstd; }
  rstd[row] = row_rstd;
}
