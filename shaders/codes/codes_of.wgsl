// codes.of
//
//   y[r] = codes[ids[r]]
//
// work    lane i of the grid owns y[i].
// limits  ids < vocabulary.

override LANES: u32 = 64;

struct Params { count: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read>       codes: array<u32>;  // (vocabulary)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;    // (count)
@group(0) @binding(2) var<storage, read_write> y: array<u32>;      // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (i >= params.count) { return; }
  y[i] = codes[ids[i]];
}
