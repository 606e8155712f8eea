// s4d.scan_backward, pass 2 of 2: no barriers
//
//   du = Σ_quad spread[quad] + skip ⊙ dy        dsystem, dskip = Σ_history of what each gives
//
// source    derivative of s4d.scan.
// work      lane i of the grid owns element i of du; behind those, a number of dsystem or of dskip.
// numerics  quads, and histories, in order.

override LANES: u32 = 64;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       skip: array<f32>;     // (channels)
@group(0) @binding(1) var<storage, read>       dy: array<f32>;       // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       spread: array<f32>;   // (quads, batch, time, channels)
@group(0) @binding(3) var<storage, read>       partial: array<f32>;  // (batch, 4 · states + 1, channels)
@group(0) @binding(4) var<storage, read_write> du: array<f32>;       // (batch, time, channels)
@group(0) @binding(5) var<storage, read_write> dsystem: array<f32>;  // (4, states, channels)
@group(0) @binding(6) var<storage, read_write> dskip: array<f32>;    // (channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let count = params.batch * params.time * params.channels;
  if (i < count) {
    var sum = skip[i % params.channels] * dy[i];
    for (var quad = 0u; quad < params.states / 4u; quad++) { sum += spread[quad * count + i]; }
    du[i] = sum;
    return;
  }
  let own = i - count;
  let apart = (4u * params.states + 1u) * params.channels;
  if (own >= apart) { return; }
  var sum = 0.0;
  for (var history = 0u; history < params.batch; history++) { sum += partial[history * apart + own]; }
  let system = 4u * params.states * params.channels;
  if (own < system) { dsystem[own] = sum; } else { dskip[own - system] = sum; }
}
