// embedding.gather_onto
//
//   y[r] = x[r] + table[ids[r]]
//
// slot    Lane, from lane/element.wgsl or lane/quad.wgsl.
// work    lane i of the grid owns y[i], an element or a quad.
// limits  width a multiple of LANE_WIDTH; ids < vocabulary.

override LANES: u32 = 64;

struct Params { count: u32, width: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;      // (count, width)
@group(0) @binding(1) var<storage, read>       table: array<Lane>;  // (vocabulary, width)
@group(0) @binding(2) var<storage, read>       ids: array<u32>;     // (count)
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;      // (count, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.count * width) { return; }
  y[i] = x[i] + table[ids[i / width] * width + i % width];
}
