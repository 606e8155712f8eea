// rmsnorm.backward, pass 1 of 2, one lane per band of rows: no barriers
//
//   v̂[r,c] = v[r,c] · rstd[r]        d[r,c] = dy[r,c] · gamma[c]
//   dv[r,c] = rstd[r] · (d[r,c] − v̂[r,c] · Σ_c (d · v̂) / cols)
//   partial[band,c] = Σ_r dy · v̂     over the rows r of the band
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; normed, which gives v; give_back, which takes dv.
// source    derivative of rmsnorm.forward.
// work      lane i of workgroup g owns band g·LANES + i, which is rows band·ROWS to band·ROWS + ROWS − 1.
// numerics  sums in order of columns, then of rows.
// limits    ROWS ≤ MAX_ROWS; cols a multiple of LANE_WIDTH.

override LANES: u32 = 16;
override ROWS: u32 = 8;

const MAX_ROWS = 8;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;       // (rows, cols)
@group(0) @binding(1) var<storage, read>       x: array<Lane>;        // (rows, cols)
@group(0) @binding(2) var<storage, read>       gamma: array<Lane>;    // (cols)
@group(0) @binding(3) var<storage, read>       rstd: array<f32>;      // (rows)
@group(0) @binding(4) var<storage, read_write> dx: array<Lane>;       // (rows, cols)
@group(0) @binding(5) var<storage, read_write> partial: array<Lane>;  // (bands, cols)
@group(1) @binding(0) var<uniform> params: Params;

// Σ_c (d · v̂) / cols of one row
fn along(row: u32, width: u32) -> f32 {
  var sum = 0.0;
  for (var c = 0u; c < width; c++) { sum += lane_dot(dy[row * width + c] * gamma[c], normed(row * width + c)); }
  return sum * rstd[row] / f32(params.cols);
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
  let width = params.cols / LANE_WIDTH;

  var means: array<f32, MAX_ROWS>;
  for (var r = 0u; r < count; r++) { means[r] = along(first + r, width); }

  for (var c = 0u; c < width; c++) {
    var sum = Lane();
    for (var r = 0u; r < count; r++) {
      let row = first + r;
      let at = row * width + c;
      let normal = normed(at) * rstd[row];
      let upstream = dy[at];
      give_back(at, rstd[row] * (upstream * gamma[c] - normal * means[r]));
      sum += upstream * normal;
    }
    partial[band * width + c] = sum;
  }
}
