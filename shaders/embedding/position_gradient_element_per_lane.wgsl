// embedding.position_gradient, one element per lane: no barriers
//
//   dpositions[t] = Σ_b [ids[b, t] ≠ 0] · dy[b, t]
//
// source    derivative of embedding.forward with respect to positions.
// work      lane i of the grid owns element i of dpositions.
// numerics  histories in order.
// limits    batch·time·width < 2³².

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;          // (batch, time, width)
@group(0) @binding(1) var<storage, read>       ids: array<u32>;         // (batch, time)
@group(0) @binding(2) var<storage, read_write> dpositions: array<f32>;  // (time, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width;
  if (i >= params.time * width) { return; }
  let position = i / width;
  var sum = f32();
  for (var b = 0u; b < params.batch; b++) {
    if (ids[b * params.time + position] != 0u) { sum += dy[b * params.time * width + i]; }
  }
  dpositions[i] = sum;
}
