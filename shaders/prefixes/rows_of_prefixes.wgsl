// prefixes.rows
//
//   y[b, n] = x[b·each + at[n]]
//
// slot    Lane, from lane/element.wgsl or lane/quad.wgsl.
// work    lane i of the grid owns y[i], an element or a quad.
// limits  width a multiple of LANE_WIDTH; (batch − 1)·each + at < rows; each = 0 where all of the batch read the same rows.

override LANES: u32 = 64;

struct Params { batch: u32, each: u32, count: u32, rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;  // (rows, width)
@group(0) @binding(1) var<storage, read>       at: array<u32>;  // (count)
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;  // (batch, count, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  let row = i / width;
  if (row >= params.batch * params.count) { return; }
  y[i] = x[(row / params.count * params.each + at[row % params.count]) * width + i % width];
}
