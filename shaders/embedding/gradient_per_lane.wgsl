// embedding.gradient, every lane by itself: no barriers
//
//   dtable[v] = start(v) + scale · Σ_{p = offsets[v]}^{offsets[v + 1] − 1} dy[places[p]]
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; lane_start(i), from lane/start_zero.wgsl or start_onto.wgsl.
// source    derivative of embedding.forward with respect to table, along the inverted index of the ids.
// work      lane i of the grid owns dtable[i], an element or a quad, and writes it also where no place names its row.
// numerics  places in order, so the same bits every time.
// limits    vocabulary·width < 2³²; width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32, vocabulary: u32, bounds: u32, scale: f32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;      // (rows, width)
@group(0) @binding(1) var<storage, read>       offsets: array<u32>;  // (bounds)
@group(0) @binding(2) var<storage, read>       places: array<u32>;   // (rows)
@group(0) @binding(3) var<storage, read_write> dtable: array<Lane>;  // (vocabulary, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.vocabulary * width) { return; }
  let id = i / width;
  let column = i % width;
  let end = offsets[id + 1u];
  var sum = Lane();
  for (var p = offsets[id]; p < end; p++) { sum += dy[places[p] * width + column]; }
  dtable[i] = lane_start(i) + params.scale * sum;
}
