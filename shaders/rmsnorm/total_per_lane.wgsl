// rmsnorm.backward, pass 2 of 2, one lane per column: no barriers
//
//   dgamma[c] = Σ_band partial[band,c]
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    derivative of rmsnorm.forward.
// work      lane i of the grid owns column i, or columns 4i to 4i + 3.
// numerics  bands in order.
// limits    ROWS as in pass 1.

override LANES: u32 = 16;
override ROWS: u32 = 8;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<Lane>;  // (bands, cols)
@group(0) @binding(1) var<storage, read_write> dgamma: array<Lane>;   // (cols)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.cols / LANE_WIDTH;
  if (i >= width) { return; }
  let bands = (params.rows + ROWS - 1u) / ROWS;
  var sum = Lane();
  for (var band = 0u; band < bands; band++) { sum += partial[band * width + i]; }
  dgamma[i] = sum;
}
