// scan.forward in chunks, pass 1 of 3, one channel of a chunk per lane: no barriers
//
//   of a chunk: h after its last position from h = 0 before its first, and Σ Δ, since a state keeps 2^−(decay · Σ Δ) over it
//   kept[0] = decay, skip         of the record of the chunk's first segment: h, Σ Δ, until carry_chunks puts h before the chunk there
//
// needs     step.wgsl.
// source    Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4; Blelloch 1990, "Prefix Sums and Their Applications".
// work      lane i of the grid owns channel i mod channels of chunk i / channels, all chunks of one history before those of the next,
//           through its CHUNK positions, all states. Nobody goes on from the last chunk of a history, so it is left out.
// numerics  Σ Δ is held at 10²⁰, as the largest step is, so that its product with every decay is finite.
// limits    states = 4·QUADS, QUADS ≤ MAX_QUADS; CHUNK a multiple of 16.

override LANES: u32 = 64;
override QUADS: u32 = 4;
override CHUNK: u32 = 64;

const MAX_QUADS = 8;
const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;        // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       delta: array<f32>;    // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       bc: array<vec4f>;     // (batch, time, 2, states)
@group(0) @binding(3) var<storage, read>       a_log: array<vec4f>;  // (channels, states)
@group(0) @binding(4) var<storage, read>       skip: array<f32>;     // (channels)
@group(0) @binding(5) var<storage, read_write> kept: array<f32>;     // (records, lines, channels)
@group(1) @binding(0) var<uniform> params: Params;

// Four lines of a record.
fn keep(record: u32, quad: u32, channel: u32, values: vec4f) {
  let at = (record * params.lines + 4u * quad) * params.channels + channel;
  kept[at] = values.x;
  kept[at + params.channels] = values.y;
  kept[at + 2u * params.channels] = values.z;
  kept[at + 3u * params.channels] = values.w;
}

// The last line of a record.
fn keep_last(record: u32, channel: u32, last: f32) {
  kept[(record * params.lines + params.states) * params.channels + channel] = last;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let history = i / params.channels / chunks;
  if (history >= params.batch) { return; }
  let channel = i % params.channels;
  let chunk = i / params.channels % chunks;
  var decay: array<vec4f, MAX_QUADS>;
  var h: array<vec4f, MAX_QUADS>;
  /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
    decay[n] = decay_of(a_log[channel * QUADS + n]);
    h[n] = vec4f(0.0);
    if (history == 0u && chunk == 0u) { keep(0u, n, channel, decay[n]); }
  }
  if (history == 0u && chunk == 0u) { keep_last(0u, channel, skip[channel]); }
  if (chunk + 1u == chunks) { return; }

  let first = history * params.time + chunk * CHUNK;
  var steps = 0.0;
  for (var row = first; row < first + CHUNK; row++) {
    let at = row * params.channels + channel;
    let step = step_of(delta[at]);
    let drive = step * u[at];
    steps += step;
    /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
      h[n] = exp2(-(step * decay[n])) * h[n] + drive * bc[row * 2u * QUADS + n];
    }
  }
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;
  let record = 1u + history * segments + chunk * (CHUNK / SEGMENT);
  /* unroll 8 */ for (var n = 0u; n < QUADS; n++) { keep(record, n, channel, h[n]); }
  keep_last(record, channel, min(steps, 1e20));
}
