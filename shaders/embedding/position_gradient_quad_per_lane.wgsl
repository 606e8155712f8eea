// embedding.position_gradient, four columns per lane: no barriers
//
//   dpositions[p] = Σ_b [0 ≤ t < time and ids[b, t] ≠ 0] · dy[b, t],   t = p − first[b]
//
// source    derivative of embedding.forward with respect to positions.
// work      lane i of the grid owns elements 4·i … 4·i + 3 of dpositions.
// numerics  histories in order.
// limits    batch·time·width < 2³²; width a multiple of 4.

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, window: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;          // (batch, time, width)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;           // (batch, time)
@group(0) @binding(2) var<storage, read>       first: array<u32>;         // (batch)
@group(0) @binding(3) var<storage, read_write> dpositions: array<vec4f>;  // (window, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / 4u;
  if (i >= params.window * width) { return; }
  let position = i / width;
  let column = i % width;
  var sum = vec4f();
  for (var b = 0u; b < params.batch; b++) {
    let t = position - first[b];  // wraps past time where the history begins later
    if (t >= params.time) { continue; }
    let token = b * params.time + t;
    if (ids[token] != 0u) { sum += dy[token * width + column]; }
  }
  dpositions[i] = sum;
}
