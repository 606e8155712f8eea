// ssd.backward, pass 2 of 7: no barriers
//
//   flow[chunk] = what the state behind a chunk is given back: F, from 0; then F = carried[end] · F + what the chunk alone gives back
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns four channels of one state of a history, from its last chunk to its first.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       paces: array<f32>;   // (batch, time, lines)
@group(0) @binding(1) var<storage, read_write> flow: array<vec4f>;  // (records, states, channels)
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
  for (var later = chunks; later > 0u; later--) {
    let chunk = later - 1u;
    let end = history * params.time + min(later * CHUNK, params.time) - 1u;
    let at = (history * chunks + chunk) * apart + i % apart;
    let own = flow[at];
    flow[at] = carry;
    carry = paces[end * params.lines + 3u * params.heads + head] * carry + own;
  }
}
