// rmsnorm.backward, pass 1 of 2, one workgroup per band of rows
//
//   v̂[r,c] = v[r,c] · rstd[r]        d[r,c] = dy[r,c] · gamma[c]
//   dv[r,c] = rstd[r] · (d[r,c] − v̂[r,c] · Σ_c (d · v̂) / cols)
//   partial[band,c] = Σ_r dy · v̂     over the rows r of the band
//
// needs     workgroup/sum.wgsl, lane/element.wgsl.
// slots     normed, which gives v; give_back, which takes dv.
// source    derivative of rmsnorm.forward.
// work      for sums and dv, lane i works on row i / LANES_PER_ROW of the band and columns i mod LANES_PER_ROW,
//           + LANES_PER_ROW, …; for the partials, lane i owns columns i, i + LANES, …
// numerics  row sums as a tree over lanes, partials in order of rows.
// limits    LANES / ROWS a power of two.

override LANES: u32 = 256;
override ROWS: u32 = 16;
override LANES_PER_ROW: u32 = LANES / ROWS;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;       // (rows, cols)
@group(0) @binding(1) var<storage, read>       x: array<f32>;        // (rows, cols)
@group(0) @binding(2) var<storage, read>       gamma: array<f32>;    // (cols)
@group(0) @binding(3) var<storage, read>       rstd: array<f32>;     // (rows)
@group(0) @binding(4) var<storage, read_write> dx: array<f32>;       // (rows, cols)
@group(0) @binding(5) var<storage, read_write> partial: array<f32>;  // (bands, cols)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

fn normal(at: u32, row: u32) -> f32 { return normed(at) * rstd[row]; }

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let band = group.x + group.y * groups.x;
  let first = band * ROWS;
  if (first >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let row = first + lane / LANES_PER_ROW;
  let column = lane % LANES_PER_ROW;
  let live = row < params.rows;

  var sum = 0.0;
  if (live) {
    for (var c = column; c < params.cols; c += LANES_PER_ROW) {
      let at = row * params.cols + c;
      sum += dy[at] * gamma[c] * normal(at, row);
    }
  }
  add_up(lane, LANES_PER_ROW, sum);
  workgroupBarrier();
  let mean = lane_sums[lane - column] / f32(params.cols);

  if (live) {
    for (var c = column; c < params.cols; c += LANES_PER_ROW) {
      let at = row * params.cols + c;
      give_back(at, rstd[row] * (dy[at] * gamma[c] - normal(at, row) * mean));
    }
  }
  let end = min(first + ROWS, params.rows);
  for (var c = lane; c < params.cols; c += LANES) {
    var total = 0.0;
    for (var r = first; r < end; r++) { total += dy[r * params.cols + c] * normal(r * params.cols + c, r); }
    partial[band * params.cols + c] = total;
  }
}
