// embedding.gradient, one workgroup per item and 64 columns
//
//   dtable[v] = start(v) + scale · Σ_{p = offsets[v]}^{offsets[v + 1] − 1} dy[places[p]]
//
// slots     lane_start(i), from lane/start_zero.wgsl or start_onto.wgsl, of lane/quad.wgsl.
// source    derivative of embedding.forward with respect to table, along the inverted index of the ids.
// work      lane (s, q) sums places s, s + SEGMENTS, … of columns 4·q … 4·q + 3: a popular item's places are shared out.
// numerics  each segment in order, then the segments in order: the same bits every time.
// limits    width a multiple of 4.

const QUADS: u32 = 16;
const SEGMENTS: u32 = 8;

struct Params { rows: u32, width: u32, vocabulary: u32, bounds: u32, scale: f32 }

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;      // (rows, width)
@group(0) @binding(1) var<storage, read>       offsets: array<u32>;   // (bounds)
@group(0) @binding(2) var<storage, read>       places: array<u32>;    // (rows)
@group(0) @binding(3) var<storage, read_write> dtable: array<vec4f>;  // (vocabulary, width)
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> segment_sums: array<vec4f, QUADS * SEGMENTS>;

@compute @workgroup_size(QUADS, SEGMENTS)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_id) lane: vec3u,
) {
  let width = params.width / 4u;
  let blocks = (width + QUADS - 1u) / QUADS;
  let tile = group.x + group.y * groups.x;
  let id = tile / blocks;
  if (id >= params.vocabulary) { return; }  // uniform: the whole workgroup leaves together
  let column = (tile % blocks) * QUADS + lane.x;

  var sum = vec4f();
  if (column < width) {
    let end = offsets[id + 1u];
    for (var p = offsets[id] + lane.y; p < end; p += SEGMENTS) { sum += dy[places[p] * width + column]; }
  }
  segment_sums[lane.y * QUADS + lane.x] = sum;
  workgroupBarrier();

  if (lane.y == 0u && column < width) {
    for (var s = 1u; s < SEGMENTS; s++) { sum += segment_sums[s * QUADS + lane.x]; }
    let i = id * width + column;
    dtable[i] = lane_start(i) + params.scale * sum;
  }
}
