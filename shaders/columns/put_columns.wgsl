// columns.put, columns.put_onto: the gradient of columns.take with respect to x
//
//   dx[r, first + c] = start[r, first + c] + dy[r, c]      c < taken
//   dx[r, n]         = start[r, n]                         elsewhere
//
// slots   Lane, from lane/element.wgsl or lane/quad.wgsl; lane_start(i), from lane/start_zero.wgsl or start_onto.wgsl.
// work    lane i of the grid owns dx[i], an element or a quad.
// limits  width, first and taken multiples of LANE_WIDTH; first + taken ≤ width.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32, first: u32, taken: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;  // (rows, taken)
@group(0) @binding(1) var<storage, read_write> dx: array<Lane>;  // (rows, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  let first = params.first / LANE_WIDTH;
  let taken = params.taken / LANE_WIDTH;
  if (i >= params.rows * width) { return; }
  let column = i % width;
  var sum = lane_start(i);
  if (column >= first && column < first + taken) { sum += dy[i / width * taken + column - first]; }
  dx[i] = sum;
}
