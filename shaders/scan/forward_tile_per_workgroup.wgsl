// scan.forward, a tile of channels of one history per workgroup
//
//   Δ = softplus(delta[t])        h[t] = 2^−(Δ·decay) ⊙ h[t−1] + Δ · u[t] · B[t]        decay = e^a_log · log₂ e
//   y[t] = ⟨C[t], h[t]⟩ + skip · u[t]                                                    h = 0 before a history begins
//   kept[0] = decay, skip         kept[1 + segment] = h before its first position, one bit for each position that begins a history
//
// needs     step.wgsl.
// slot      begins.
// source    Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4, algorithm 2.
// work      workgroup w owns TILE channels of history w / tiles; lane i owns four states of channel i / QUADS. Positions follow one
//           another; Δ, u, B and C of a window of 8 lie in workgroup memory before they are needed, and its sums over the lanes
//           of a channel are made together: three barriers a window.
// numerics  four states by a dot product, then lanes of a channel in order.
// limits    states = 4·QUADS, LANES = TILE·QUADS ≤ 256. 7 KiB of workgroup memory at TILE 32, QUADS 4.

override LANES: u32 = 128;
override QUADS: u32 = 4;
override TILE: u32 = 32;
override STAGED: u32 = 8 * TILE;
override STAGED_QUADS: u32 = 16 * QUADS;
override SHARES: u32 = 8 * LANES;

const WINDOW = 8u;
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

var<workgroup> steps: array<f32, STAGED>;
var<workgroup> given: array<f32, STAGED>;
var<workgroup> written: array<vec4f, STAGED_QUADS>;  // B, then C, of each position of the window
var<workgroup> shares: array<f32, SHARES>;           // ⟨C, h⟩ of four states

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
  let w = group.x + group.y * groups.x;
  let tiles = (params.channels + TILE - 1u) / TILE;
  let history = w / tiles;
  if (history >= params.batch) { return; }  // uniform: the whole workgroup leaves together
  let tile = w % tiles * TILE;
  let own = lane / QUADS;
  let quad = lane % QUADS;
  let channel = tile + own;
  let owns = channel < params.channels;
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;

  var decay = vec4f(0.0);
  if (owns) {
    decay = decay_of(a_log[channel * QUADS + quad]);
    if (history == 0u) {
      keep(0u, quad, channel, decay);
      if (quad == 0u) { keep_last(0u, channel, skip[channel]); }
    }
  }
  var h = vec4f(0.0);
  var bits = 0u;

  for (var t = 0u; t < params.time; t += WINDOW) {
    let first = history * params.time + t;
    let count = min(WINDOW, params.time - t);
    if (t % SEGMENT == 0u) {
      let record = 1u + history * segments + t / SEGMENT;
      bits = beginnings(first, min(SEGMENT, params.time - t));
      if (owns) {
        keep(record, quad, channel, h);
        if (quad == 0u) { keep_last(record, channel, f32(bits)); }
      }
    }
    for (var j = lane; j < WINDOW * TILE; j += LANES) {
      let c = tile + j % TILE;
      let live = j / TILE < count && c < params.channels;
      let at = select(0u, (first + j / TILE) * params.channels + c, live);
      steps[j] = select(0.0, step_of(delta[at]), live);
      given[j] = select(0.0, u[at], live);
    }
    for (var j = lane; j < count * 2u * QUADS; j += LANES) { written[j] = bc[first * 2u * QUADS + j]; }
    workgroupBarrier();

    for (var k = 0u; k < count; k++) {
      let step = steps[k * TILE + own];
      let drive = step * given[k * TILE + own];
      let held = select(1.0, 0.0, ((bits >> (t % SEGMENT + k)) & 1u) == 1u);
      h = exp2(-(step * decay)) * (held * h) + drive * written[2u * k * QUADS + quad];
      shares[k * LANES + lane] = dot(h, written[(2u * k + 1u) * QUADS + quad]);
    }
    workgroupBarrier();

    for (var j = lane; j < count * TILE; j += LANES) {
      let c = tile + j % TILE;
      if (c < params.channels) {
        let share = j / TILE * LANES + j % TILE * QUADS;
        var sum = skip[c] * given[j];
        for (var n = 0u; n < QUADS; n++) { sum += shares[share + n]; }
        y[(first + j / TILE) * params.channels + c] = sum;
      }
    }
    workgroupBarrier();
  }
}
