// scan.forward in chunks, pass 3 of 3, one channel of a chunk per lane: no barriers
//
//   Δ = softplus(delta[t])        h[t] = 2^−(Δ·decay) ⊙ h[t−1] + Δ · u[t] · B[t]        from the h that carry_chunks left
//   y[t] = ⟨C[t], h[t]⟩ + skip · u[t]
//   kept[1 + segment] = h before its first position; no position begins another history
//
// needs     step.wgsl.
// source    Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4.
// work      lane i of the grid owns channel i mod channels of chunk i / channels, as in reduce_chunk, from its first position to its
//           last, all states.
// numerics  states in quads, then quads in order.
// limits    states = 4·QUADS, QUADS ≤ MAX_QUADS; CHUNK a multiple of 16.

override LANES: u32 = 64;
override QUADS: u32 = 4;
override CHUNK: u32 = 64;

const MAX_QUADS = 8;
const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;      // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       delta: array<f32>;  // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       bc: array<vec4f>;   // (batch, time, 2, states)
@group(0) @binding(3) var<storage, read_write> y: array<f32>;      // (batch, time, channels)
@group(0) @binding(4) var<storage, read_write> kept: array<f32>;   // (records, lines, channels)
@group(1) @binding(0) var<uniform> params: Params;

// Where four lines of a record begin.
fn quad_at(record: u32, quad: u32, channel: u32) -> u32 {
  return (record * params.lines + 4u * quad) * params.channels + channel;
}

fn kept_quad(at: u32) -> vec4f {
  return vec4f(kept[at], kept[at + params.channels], kept[at + 2u * params.channels], kept[at + 3u * params.channels]);
}

fn keep(at: u32, values: vec4f) {
  kept[at] = values.x;
  kept[at + params.channels] = values.y;
  kept[at + 2u * params.channels] = values.z;
  kept[at + 3u * params.channels] = values.w;
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
  let begin = i / params.channels % chunks * CHUNK;
  let end = min(begin + CHUNK, params.time);
  let own_skip = kept[params.states * params.channels + channel];
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;
  let records = 1u + history * segments;
  var decay: array<vec4f, MAX_QUADS>;
  var h: array<vec4f, MAX_QUADS>;
  /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
    decay[n] = kept_quad(quad_at(0u, n, channel));
    h[n] = kept_quad(quad_at(records + begin / SEGMENT, n, channel));
  }

  for (var first = begin; first < end; first += SEGMENT) {
    let record = records + first / SEGMENT;
    /* unroll 8 */ for (var n = 0u; n < QUADS; n++) { keep(quad_at(record, n, channel), h[n]); }
    kept[(record * params.lines + params.states) * params.channels + channel] = 0.0;
    for (var t = first; t < min(first + SEGMENT, end); t++) {
      let row = history * params.time + t;
      let at = row * params.channels + channel;
      let x = u[at];
      let step = step_of(delta[at]);
      var sum = vec4f(0.0);
      /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
        h[n] = exp2(-(step * decay[n])) * h[n] + (step * x) * bc[row * 2u * QUADS + n];
        sum += h[n] * bc[(row * 2u + 1u) * QUADS + n];
      }
      y[at] = (sum.x + sum.y) + (sum.z + sum.w) + own_skip * x;
    }
  }
}
