// rmsnorm.backward, pass 2 of 2, one workgroup per column
//
//   dgamma[c] = Σ_band partial[band,c]
//
// needs     workgroup/sum.wgsl.
// source    derivative of rmsnorm.forward.
// work      one workgroup per column; lane i owns bands i, i + LANES, …
// numerics  each lane's bands in order, then a tree over lanes.
// limits    LANES a power of two; ROWS as in pass 1.

override LANES: u32 = 64;
override ROWS: u32 = 16;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<f32>;  // (bands, cols)
@group(0) @binding(1) var<storage, read_write> dgamma: array<f32>;   // (cols)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = group.x + group.y * groups.x;
  if (column >= params.cols) { return; }  // uniform: the whole workgroup leaves together
  let bands = (params.rows + ROWS - 1u) / ROWS;
  var sum = 0.0;
  for (var band = lane; band < bands; band += LANES) { sum += partial[band * params.cols + column]; }
  add_up(lane, LANES, sum);
  if (lane == 0) { dgamma[column] = lane_sums[0]; }
}
