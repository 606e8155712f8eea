// ssd.forward, pass 2 of 5: no barriers
//
//   scores[t, j] = ⟨C[t], B[j]⟩ for positions j of the chunk of t, up to t and of its history, else 0
//
// source    Dao & Gu 2024, arXiv:2405.21060.
// work      lane i of the grid owns pair i.
// numerics  states in quads, quads in order.
// limits    states a multiple of 4.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       bc: array<vec4f>;    // (batch, time, 2, states)
@group(0) @binding(1) var<storage, read>       paces: array<f32>;   // (batch, time, lines)
@group(0) @binding(2) var<storage, read_write> scores: array<f32>;  // (batch, time, 16)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let row = i / CHUNK;
  if (row >= params.batch * params.time) { return; }
  let j = i % CHUNK;
  let place = (row % params.time) % CHUNK;
  let since = i32(paces[row * params.lines + 5u * params.heads]);
  var sum = vec4f(0.0);
  if (j <= place && i32(j) >= since) {
    let quads = params.states / 4u;
    let other = row - place + j;
    for (var n = 0u; n < quads; n++) { sum += bc[(2u * row + 1u) * quads + n] * bc[2u * other * quads + n]; }
  }
  scores[i] = (sum.x + sum.y) + (sum.z + sum.w);
}
