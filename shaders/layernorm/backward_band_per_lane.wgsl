// layernorm.backward, pass 1 of 2, one lane per band of rows: no barriers
//
//   x̂[r,c]  = (x[r,c] − mean[r]) · rstd[r]        d[r,c] = dy[r,c] · gamma[c]
//   dx[r,c] = carried[r,c] + rstd[r] · (d[r,c] − Σ_c d / cols − x̂[r,c] · Σ_c (d · x̂) / cols)
//   partial[band,0,c] = Σ_r dy · x̂               partial[band,1,c] = Σ_r dy       over the rows r of the band
//
// source    derivative of layernorm.forward.
// work      lane i of workgroup g owns band g·LANES + i, which is rows band·ROWS to band·ROWS + ROWS − 1.
// numerics  sums in order of columns, then of rows.
// limits    ROWS ≤ MAX_ROWS. Slot `carried` may bind at 7.

override LANES: u32 = 16;
override ROWS: u32 = 8;

const MAX_ROWS = 8;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;       // (rows, cols)
@group(0) @binding(1) var<storage, read>       x: array<f32>;        // (rows, cols)
@group(0) @binding(2) var<storage, read>       gamma: array<f32>;    // (cols)
@group(0) @binding(3) var<storage, read>       mean: array<f32>;     // (rows)
@group(0) @binding(4) var<storage, read>       rstd: array<f32>;     // (rows)
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;       // (rows, cols)
@group(0) @binding(6) var<storage, read_write> partial: array<f32>;  // (bands, 2, cols)
@group(1) @binding(0) var<uniform> params: Params;

// (Σ_c d, Σ_c d · x̂) / cols of one row
fn row_means(row: u32) -> vec2f {
  let start = row * params.cols;
  let row_mean = mean[row];
  var sums = vec2f(0.0);
  for (var c = 0u; c < params.cols; c++) {
    let d = dy[start + c] * gamma[c];
    sums += vec2f(d, d * (x[start + c] - row_mean));
  }
  return sums * vec2f(1.0, rstd[row]) / f32(params.cols);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let band = (group.x + group.y * groups.x) * LANES + lane;
  let first = band * ROWS;
  if (first >= params.rows) { return; }
  let count = min(ROWS, params.rows - first);

  var means: array<vec2f, MAX_ROWS>;
  for (var r = 0u; r < count; r++) { means[r] = row_means(first + r); }

  for (var c = 0u; c < params.cols; c++) {
    var sums = vec2f(0.0);
    for (var r = 0u; r < count; r++) {
      let row = first + r;
      let at = row * params.cols + c;
      let normal = (x[at] - mean[row]) * rstd[row];
      let upstream = dy[at];
      dx[at] = carried(at) + rstd[row] * (upstream * gamma[c] - means[r].x - normal * means[r].y);
      sums += vec2f(upstream * normal, upstream);
    }
    partial[band * 2u * params.cols + c] = sums.x;
    partial[(band * 2u + 1u) * params.cols + c] = sums.y;
  }
}
