// rmsnorm.forward, one workgroup per row
//
//   rstd[r] = 1 / √(Σ_c v[r,c]² / cols + eps)        y[r,c] = gamma[c] · v[r,c] · rstd[r]
//
// needs     workgroup/sum.wgsl, lane/element.wgsl.
// slot      normed, which gives v.
// source    Zhang & Sennrich 2019, arXiv:1910.07467, eq. 4.
// work      one workgroup per row; lane i owns columns i, i + LANES, i + 2·LANES, …
// limits    rows·cols < 2³²; LANES a power of two.

override LANES: u32 = 64;

struct Params { rows: u32, cols: u32, eps: f32 }

@group(0) @binding(0) var<storage, read>       x: array<f32>;      // (rows, cols)
@group(0) @binding(1) var<storage, read>       gamma: array<f32>;  // (cols)
@group(0) @binding(2) var<storage, read_write> y: array<f32>;      // (rows, cols)
@group(0) @binding(3) var<storage, read_write> rstd: array<f32>;   // (rows)
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

  var squares = 0.0;
  for (var c = lane; c < params.cols; c += LANES) {
    let v = normed(start + c);
    squares += v * v;
  }
  let row_rstd = inverseSqrt(workgroup_sum(lane, squares) / count + params.eps);
  for (var c = lane; c < params.cols; c += LANES) { y[start + c] = gamma[c] * normed(start + c) * row_rstd; }
  if (lane == 0) { rstd[row] = row_rstd; }
}
