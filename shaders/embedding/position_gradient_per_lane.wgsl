// embedding.position_gradient, every lane by itself: no barriers
//
//   dpositions[p] = Σ_b [0 ≤ t < time and ids[b, t] ≠ 0] · dy[b, t],   t = p − first[b]
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    derivative of embedding.forward with respect to positions.
// work      lane i of the grid owns dpositions[i], an element or a quad.
// numerics  histories in order.
// limits    batch·time·width < 2³²; width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, window: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;          // (batch, time, width)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;          // (batch, time)
@group(0) @binding(2) var<storage, read>       first: array<u32>;        // (batch)
@group(0) @binding(3) var<storage, read_write> dpositions: array<Lane>;  // (window, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.window * width) { return; }
  let position = i / width;
  let column = i % width;
  var sum = Lane();
  for (var b = 0u; b < params.batch; b++) {
    let t = position - first[b];  // wraps past time where the history begins later
    if (t >= params.time) { continue; }
    let token = b * params.time + t;
    if (ids[token] != 0u) { sum += dy[token * width + column]; }
  }
  dpositions[i] = sum;
}
