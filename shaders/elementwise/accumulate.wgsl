// elementwise.accumulate
//
//   total[i] = a[i] + b[i]
//
// slot    Lane, from lane/element.wgsl or lane/quad.wgsl.
// work    lane i of the grid owns element or quad i of every tensor.
// limits  count < 2³².

override LANES: u32 = 64;

struct Params { count: u32 }

@group(0) @binding(0) var<storage, read>       a: array<Lane>;      // (count)
@group(0) @binding(1) var<storage, read>       b: array<Lane>;      // (count)
@group(0) @binding(2) var<storage, read_write> total: array<Lane>;  // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (LANE_WIDTH * i >= params.count) { return; }
  total[i] = a[i] + b[i];
}
