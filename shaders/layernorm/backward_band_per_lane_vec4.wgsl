// layernorm.backward, pass 1 of 2, one lane per band of four rows, four columns at a time: no barriers
//
//   x̂[r,c]  = (x[r,c] − mean[r]) · rstd[r]        d[r,c] = dy[r,c] · gamma[c]
//   dx[r,c] = carried[r,c] + rstd[r] · (d[r,c] − Σ_c d / cols − x̂[r,c] · Σ_c (d · x̂) / cols)
//   partial[band,0,c] = Σ_r dy · x̂                partial[band,1,c] = Σ_r dy       over the rows r of the band
//
// source    derivative of layernorm.forward.
// work      lane i of workgroup g owns band g·LANES + i, which is rows ROWS·band to ROWS·band + 3. A matrix holds one row of the band per column of the matrix;
//           rows past the end repeat the last one and count nothing in the partials.
// numerics  sums in order of columns, then of rows.
// limits    ROWS = 4; cols a multiple of 4. Slot `carried` may bind at 7.

override LANES: u32 = 16;
override ROWS: u32 = 4;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;       // (rows, cols)
@group(0) @binding(1) var<storage, read>       x: array<vec4f>;        // (rows, cols)
@group(0) @binding(2) var<storage, read>       gamma: array<vec4f>;    // (cols)
@group(0) @binding(3) var<storage, read>       mean: array<f32>;       // (rows)
@group(0) @binding(4) var<storage, read>       rstd: array<f32>;       // (rows)
@group(0) @binding(5) var<storage, read_write> dx: array<vec4f>;       // (rows, cols)
@group(0) @binding(6) var<storage, read_write> partial: array<vec4f>;  // (bands, 2, cols)
@group(1) @binding(0) var<uniform> params: Params;

fn upstream(at: vec4u) -> mat4x4f { return mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]); }

fn normal(at: vec4u, row_mean: vec4f, row_rstd: vec4f) -> mat4x4f {
  return mat4x4f(
    (x[at.x] - row_mean.x) * row_rstd.x,
    (x[at.y] - row_mean.y) * row_rstd.y,
    (x[at.z] - row_mean.z) * row_rstd.z,
    (x[at.w] - row_mean.w) * row_rstd.w,
  );
}

fn carried_vector(at: u32) -> vec4f {
  return vec4f(carried(4 * at), carried(4 * at + 1), carried(4 * at + 2), carried(4 * at + 3));
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let band = (group.x + group.y * groups.x) * LANES + lane;
  let rows = ROWS * band + vec4u(0, 1, 2, 3);
  if (rows.x >= params.rows) { return; }
  let row = min(rows, vec4u(params.rows - 1));
  let counts = select(vec4f(0.0), vec4f(1.0), rows < vec4u(params.rows));
  let vectors = params.cols / 4;
  let at = row * vectors;
  let row_mean = vec4f(mean[row.x], mean[row.y], mean[row.z], mean[row.w]);
  let row_rstd = vec4f(rstd[row.x], rstd[row.y], rstd[row.z], rstd[row.w]);

  var sums = vec4f(0.0);
  var along = vec4f(0.0);
  for (var c = 0u; c < vectors; c++) {
    let d = upstream(at + c);
    let n = normal(at + c, row_mean, row_rstd);
    sums += gamma[c] * d;
    along += vec4f(dot(gamma[c] * d[0], n[0]), dot(gamma[c] * d[1], n[1]), dot(gamma[c] * d[2], n[2]), dot(gamma[c] * d[3], n[3]));
  }
  let m = sums / f32(params.cols);
  let a = along / f32(params.cols);

  for (var c = 0u; c < vectors; c++) {
    let d = upstream(at + c);
    let n = normal(at + c, row_mean, row_rstd);
    dx[at.x + c] = carried_vector(at.x + c) + row_rstd.x * (d[0] * gamma[c] - m.x - n[0] * a.x);
    dx[at.y + c] = carried_vector(at.y + c) + row_rstd.y * (d[1] * gamma[c] - m.y - n[1] * a.y);
    dx[at.z + c] = carried_vector(at.z + c) + row_rstd.z * (d[2] * gamma[c] - m.z - n[2] * a.z);
    dx[at.w + c] = carried_vector(at.w + c) + row_rstd.w * (d[3] * gamma[c] - m.w - n[3] * a.w);
    partial[2 * band * vectors + c] = mat4x4f(d[0] * n[0], d[1] * n[1], d[2] * n[2], d[3] * n[3]) * counts;
    partial[(2 * band + 1) * vectors + c] = d * counts;
  }
}
