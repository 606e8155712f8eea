// layernorm.backward, pass 1 of 2, one workgroup per band of rows
//
//   x̂[r,c]  = (x[r,c] − mean[r]) · rstd[r]        d[r,c] = dy[r,c] · gamma[c]
//   dx[r,c] = carried[r,c] + rstd[r] · (d[r,c] − Σ_c d / cols − x̂[r,c] · Σ_c (d · x̂) / cols)
//   partial[band,0,c] = Σ_r dy · x̂               partial[band,1,c] = Σ_r dy       over the rows r of the band
//
// needs     workgroup/sum.wgsl.
// source    derivative of layernorm.forward.
// work      for sums and dx, lane i works on row i / LANES_PER_ROW of the band and columns i mod LANES_PER_ROW,
//           + LANES_PER_ROW, …; for the partials, lane i owns columns i, i + LANES, …
// numerics  row sums as a tree over lanes, partials in order of rows.
// limits    LANES / ROWS a power of two. Slot `carried` may bind at 7.

override LANES: u32 = 256;
override ROWS: u32 = 16;
override LANES_PER_ROW: u32 = LANES / ROWS;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;       // (rows, cols)
@group(0) @binding(1) var<storage, read>       x: array<f32>;        // (rows, cols)
@group(0) @binding(2) var<storage, read>       gamma: array<f32>;    // (cols)
@group(0) @binding(3) var<storage, read>       mean: array<f32>;     // (rows)
@group(0) @binding(4) var<storage, read>       rstd: array<f32>;     // (rows)
@group(0) @binding(5) var<storage, read_write> dx: array<f32>;       // (rows, cols)
@group(0) @binding(6) var<storage, read_write> partial: array<f32>;  // (bands, 2, cols)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = vec2f;

fn normal(row: u32, c: u32) -> f32 { return (x[row * params.cols + c] - mean[row]) * rstd[row]; }

// The lane's share of (Σ_c d, Σ_c d · x̂)
fn share(row: u32, first: u32) -> vec2f {
  var sum = vec2f(0.0);
  for (var c = first; c < params.cols; c += LANES_PER_ROW) {
    let d = dy[row * params.cols + c] * gamma[c];
    sum += vec2f(d, d * normal(row, c));
  }
  return sum;
}

fn write_partials(band: u32, column: u32) {
  let first = band * ROWS;
  let end = min(first + ROWS, params.rows);
  var sum = vec2f(0.0);
  for (var row = first; row < end; row++) {
    let upstream = dy[row * params.cols + column];
    sum += vec2f(upstream * normal(row, column), upstream);
  }
  partial[band * 2u * params.cols + column] = sum.x;
  partial[(band * 2u + 1u) * params.cols + column] = sum.y;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let band = group.x + group.y * groups.x;
  if (band * ROWS >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let row = band * ROWS + lane / LANES_PER_ROW;
  let column = lane % LANES_PER_ROW;
  let live = row < params.rows;

  var sum = vec2f(0.0);
  if (live) { sum = share(row, column); }
  add_up(lane, LANES_PER_ROW, sum);
  workgroupBarrier();
  let means = lane_sums[lane - column] / f32(params.cols);

  if (live) {
    for (var c = column; c < params.cols; c += LANES_PER_ROW) {
      let at = row * params.cols + c;
      dx[at] = carried(at) + rstd[row] * (dy[at] * gamma[c] - means.x - normal(row, c) * means.y);
    }
  }
  for (var c = lane; c < params.cols; c += LANES) { write_partials(band, c); }
}
