// ssd.backward, pass 1 of 7: no barriers
//
//   flow[chunk] = Σ_t carried[t] · C[t] dy[t]ᵀ: what a chunk alone gives back to the state before it, put where pass 2 makes of it what the
//   state behind the chunk is given back
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns four channels of one state of a chunk.
// numerics  positions in order.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       bc: array<f32>;      // (batch, time, 2, states)
@group(0) @binding(1) var<storage, read>       paces: array<f32>;   // (batch, time, lines)
@group(0) @binding(2) var<storage, read>       dy: array<vec4f>;    // (batch, time, channels)
@group(0) @binding(3) var<storage, read_write> flow: array<vec4f>;  // (records, states, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.channels / 4u;
  let record = i / (quads * params.states);
  if (record >= params.records) { return; }
  let quad = i % quads;
  let n = (i / quads) % params.states;
  let head = quad / (quads / params.heads);
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let place = (record % chunks) * CHUNK;
  let first = (record / chunks) * params.time + place;
  let count = min(CHUNK, params.time - place);
  var sum = vec4f(0.0);
  for (var k = 0u; k < count; k++) {
    let row = first + k;
    let share = paces[row * params.lines + 3u * params.heads + head] * bc[(2u * row + 1u) * params.states + n];
    sum += share * dy[row * quads + quad];
  }
  flow[i] = sum;
}
