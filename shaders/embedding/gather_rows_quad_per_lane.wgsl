// embedding.gather_rows, four columns per lane
//
//   y[r] = table[ids[r]]
//
// work    lane i of the grid owns elements 4·i … 4·i + 3 of y.
// limits  width a multiple of 4; ids < vocabulary.

override LANES: u32 = 64;

struct Params { count: u32, width: u32, vocabulary: u32 }

@group(0) @binding(0) var<storage, read>       table: array<vec4f>;  // (vocabulary, width)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;      // (count)
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;      // (count, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.width / 4u;
  if (i >= params.count * quads) { return; }
  y[i] = table[ids[i / quads] * quads + i % quads];
}
