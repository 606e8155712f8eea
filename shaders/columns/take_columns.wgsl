// columns.take
//
//   y[r, c] = x[r, first + c]      c < taken
//
// slot    Lane, from lane/element.wgsl or lane/quad.wgsl.
// work    lane i of the grid owns y[i], an element or a quad.
// limits  width, first and taken multiples of LANE_WIDTH; first + taken ≤ width.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32, first: u32, taken: u32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;  // (rows, width)
@group(0) @binding(1) var<storage, read_write> y: array<Lane>;  // (rows, taken)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let taken = params.taken / LANE_WIDTH;
  if (i >= params.rows * taken) { return; }
  y[i] = x[(i / taken * params.width + params.first) / LANE_WIDTH + i % taken];
}
