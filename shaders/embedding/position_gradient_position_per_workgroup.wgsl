// embedding.position_gradient, one workgroup per position and 64 columns
//
//   dpositions[p] = Σ_b [0 ≤ t < time and ids[b, t] ≠ 0] · dy[b, t],   t = p − first[b]
//
// source    derivative of embedding.forward with respect to positions.
// work      lane (s, q) sums histories s, s + SEGMENTS, … of columns 4·q … 4·q + 3.
// numerics  each segment in order, then the segments in order: the same bits every time.
// limits    batch·time·width < 2³²; width a multiple of 4.

const QUADS: u32 = 16;
const SEGMENTS: u32 = 16;

struct Params { batch: u32, time: u32, window: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;          // (batch, time, width)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;           // (batch, time)
@group(0) @binding(2) var<storage, read>       first: array<u32>;         // (batch)
@group(0) @binding(3) var<storage, read_write> dpositions: array<vec4f>;  // (window, width)
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
  let position = tile / blocks;
  if (position >= params.window) { return; }  // uniform: the whole workgroup leaves together
  let column = (tile % blocks) * QUADS + lane.x;

  var sum = vec4f();
  if (column < width) {
    for (var b = lane.y; b < params.batch; b += SEGMENTS) {
      let t = position - first[b];  // wraps past time where the history begins later
      if (t >= params.time) { continue; }
      let token = b * params.time + t;
      if (ids[token] != 0u) { sum += dy[token * width + column]; }
    }
  }
  segment_sums[lane.y * QUADS + lane.x] = sum;
  workgroupBarrier();

  if (lane.y == 0u && column < width) {
    for (var s = 1u; s < SEGMENTS; s++) { sum += segment_sums[s * QUADS + lane.x]; }
    dpositions[position * width + column] = sum;
  }
}
