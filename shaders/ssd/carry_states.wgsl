// ssd.forward, pass 4 of 5: no barriers
//
//   states_in[chunk] = what is before a chunk: S, from 0; then S = carried[end] · S + what the chunk alone leaves behind
//
// source    Dao & Gu 2024, arXiv:2405.21060.
// work      lane i of the grid owns four channels of one state of a history, from its first chunk to its last.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       paces: array<f32>;        // (batch, time, lines)
@group(0) @binding(1) var<storage, read_write> states_in: array<vec4f>;  // (records, states, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.channels / 4u;
  let apart = quads * params.states;
  let history = i / apart;
  if (history >= params.batch) { return; }
  let head = (i % quads) / (quads / params.heads);
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  var carry = vec4f(0.0);
  for (var chunk = 0u; chunk < chunks; chunk++) {
    let end = history * params.time + min((chunk + 1u) * CHUNK, params.time) - 1u;
    let at = (history * chunks + chunk) * apart + i % apart;
    let own = states_in[at];
    states_in[at] = carry;
    carry = paces[end * params.lines + 3u * params.heads + head] * carry + own;
  }
}
