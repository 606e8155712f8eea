// s4d.scan, pass 2 of 2: no barriers
//
//   y = Σ_quad spread[quad] + skip ⊙ u
//
// source    Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893.
// work      lane i of the grid owns element i.
// numerics  quads in order.

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;       // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       skip: array<f32>;    // (channels)
@group(0) @binding(2) var<storage, read>       spread: array<f32>;  // (quads, batch, time, channels)
@group(0) @binding(3) var<storage, read_write> y: array<f32>;       // (batch, time, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let count = params.batch * params.time * params.channels;
  if (i >= count) { return; }
  var sum = skip[i % params.channels] * u[i];
  for (var quad = 0u; quad < params.states / 4u; quad++) { sum += spread[quad * count + i]; }
  y[i] = sum;
}
