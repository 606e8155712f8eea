// scan.forward, one channel of a history per lane: no barriers
//
//   Δ = softplus(delta[t])        h[t] = 2^−(Δ·decay) ⊙ h[t−1] + Δ · u[t] · B[t]        decay = e^a_log · log₂ e
//   y[t] = ⟨C[t], h[t]⟩ + skip · u[t]                                                    h = 0 before a history begins
//   kept[0] = decay, skip         kept[1 + segment] = h before its first position, one bit for each position that begins a history
//
// needs     step.wgsl.
// slot      begins.
// source    Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4, algorithm 2.
// work      lane i of the grid owns channel i mod channels of history i / channels, from its first position to its last, all states.
// numerics  states in quads, then quads in order.
// limits    states = 4·QUADS, QUADS ≤ MAX_QUADS.

override LANES: u32 = 16;
override QUADS: u32 = 4;

const MAX_QUADS = 8;
const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;        // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       delta: array<f32>;    // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       bc: array<vec4f>;     // (batch, time, 2, states)
@group(0) @binding(3) var<storage, read>       a_log: array<vec4f>;  // (channels, states)
@group(0) @binding(4) var<storage, read>       skip: array<f32>;     // (channels)
@group(0) @binding(5) var<storage, read_write> y: array<f32>;        // (batch, time, channels)
@group(0) @binding(6) var<storage, read_write> kept: array<f32>;     // (records, lines, channels)
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

// One bit for each position of the segment that begins a history.
fn beginnings(row: u32, count: u32) -> u32 {
  var bits = 0u;
  for (var k = 0u; k < count; k++) { bits |= u32(begins(row + k)) << k; }
  return bits;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let history = i / params.channels;
  if (history >= params.batch) { return; }
  let channel = i % params.channels;
  let own_skip = skip[channel];
  var decay: array<vec4f, MAX_QUADS>;
  var h: array<vec4f, MAX_QUADS>;
  /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
    decay[n] = decay_of(a_log[channel * QUADS + n]);
    h[n] = vec4f(0.0);
    if (history == 0u) { keep(0u, n, channel, decay[n]); }
  }
  if (history == 0u) { keep_last(0u, channel, own_skip); }
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;

  for (var segment = 0u; segment < segments; segment++) {
    let record = 1u + history * segments + segment;
    let first = history * params.time + segment * SEGMENT;
    let count = min(SEGMENT, params.time - segment * SEGMENT);
    let bits = beginnings(first, count);
    /* unroll 8 */ for (var n = 0u; n < QUADS; n++) { keep(record, n, channel, h[n]); }
    keep_last(record, channel, f32(bits));
    for (var k = 0u; k < count; k++) {
      let row = first + k;
      let at = row * params.channels + channel;
      let x = u[at];
      let step = step_of(delta[at]);
      let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
      var sum = vec4f(0.0);
      /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
        h[n] = exp2(-(step * decay[n])) * (held * h[n]) + (step * x) * bc[row * 2u * QUADS + n];
        sum += h[n] * bc[(row * 2u + 1u) * QUADS + n];
      }
      y[at] = (sum.x + sum.y) + (sum.z + sum.w) + own_skip * x;
    }
  }
}
