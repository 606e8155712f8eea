// scan.forward in chunks, pass 2 of 3, four states of a channel of a history per lane: no barriers
//
//   h before chunk k + 1 = 2^−(decay · Σ Δ of chunk k) ⊙ h before chunk k + what chunk k makes of h = 0
//
// source    Blelloch 1990, "Prefix Sums and Their Applications".
// work      lane i of the grid owns channel i mod channels, quad i / channels mod QUADS of history i / channels / QUADS, from its first
//           chunk to its last. Of the record of each chunk's first segment it takes what the chunk made and leaves h before it.
// numerics  chunks in order.
// limits    states = 4·QUADS; CHUNK a multiple of 16.

override LANES: u32 = 64;
override QUADS: u32 = 4;
override CHUNK: u32 = 64;

const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read_write> kept: array<f32>;  // (records, lines, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let wide = params.channels;
  let history = i / wide / QUADS;
  if (history >= params.batch) { return; }
  let own = i / wide % QUADS * 4u * wide + i % wide;
  let decay = vec4f(kept[own], kept[own + wide], kept[own + 2u * wide], kept[own + 3u * wide]);
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  var h = vec4f(0.0);
  for (var chunk = 0u; chunk < chunks; chunk++) {
    let record = (1u + history * segments + chunk * (CHUNK / SEGMENT)) * params.lines * wide;
    let at = record + own;
    let before = h;
    if (chunk + 1u < chunks) {
      let steps = kept[record + params.states * wide + i % wide];
      let made = vec4f(kept[at], kept[at + wide], kept[at + 2u * wide], kept[at + 3u * wide]);
      h = exp2(-(steps * decay)) * before + made;
    }
    kept[at] = before.x;
    kept[at + wide] = before.y;
    kept[at + 2u * wide] = before.z;
    kept[at + 3u * wide] = before.w;
  }
}
