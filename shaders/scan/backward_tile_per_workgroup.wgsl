// scan.backward, pass 1 of 2, a tile of channels of one history per workgroup
//
//   λ[t] = dy[t] · C[t] + keep[t+1] ⊙ λ[t+1]           keep[t] = 2^−(Δ·decay), 0 where a history begins
//   dC[t] = dy[t] · h[t]         dB[t] = Δ · u[t] · λ[t]
//   du[t] = skip · dy[t] + Δ · ⟨λ[t], B[t]⟩
//   dΔ[t] = u[t] · ⟨λ[t], B[t]⟩ − ⟨λ[t] ⊙ keep[t] ⊙ h[t−1], decay⟩ · ln 2,  and that of delta σ(delta) times as much
//   partial, of a tile: (dB, dC) summed over its channels; of a history: da_log = −Σ_t λ ⊙ keep ⊙ h[t−1] · Δ · decay · ln 2 and
//   dskip = Σ_t dy · u for each channel
//
// needs     step.wgsl.
// source    derivative of scan.forward; h of a segment is made again from what the forward kept before its first position.
// work      workgroup w owns TILE channels of history w / tiles; lane i owns four states of channel i / QUADS, from the last segment of
//           16 positions to the first. Δ, u, dy, B and C of a segment lie in workgroup memory before they are needed, its
//           16 states in the lane. A position takes two barriers; its sums over channels are written four positions at a time.
// numerics  dB and dC: eight channels in order, then such eights; other sums by a dot product, then lanes of a channel in order.
// limits    states = 4·QUADS, LANES = TILE·QUADS ≤ 128, a multiple of 2·states. 15 KiB of workgroup memory at TILE 32, QUADS 4.

override LANES: u32 = 128;
override QUADS: u32 = 4;
override TILE: u32 = 32;
override STAGED: u32 = 16 * TILE;
override STAGED_QUADS: u32 = 32 * QUADS;
override SHARES: u32 = 8 * LANES;
override SLOTS: u32 = 4 * LANES;

const SEGMENT = 16u;
const FLUSH = 4u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;        // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       delta: array<f32>;    // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       bc: array<vec4f>;     // (batch, time, 2, states)
@group(0) @binding(3) var<storage, read>       kept: array<f32>;     // (records, lines, channels)
@group(0) @binding(4) var<storage, read>       dy: array<f32>;       // (batch, time, channels)
@group(0) @binding(5) var<storage, read_write> du: array<f32>;       // (batch, time, channels)
@group(0) @binding(6) var<storage, read_write> ddelta: array<f32>;   // (batch, time, channels)
@group(0) @binding(7) var<storage, read_write> partial: array<f32>;  // (tiles, batch, time, 2, states) and (batch, channels, states + 4)
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> steps: array<f32, STAGED>;
var<workgroup> given: array<f32, STAGED>;
var<workgroup> upstream: array<f32, STAGED>;
var<workgroup> written: array<vec4f, STAGED_QUADS>;  // B, then C, of each position of the segment
var<workgroup> shares: array<f32, SHARES>;           // (dB, dC) of each channel at one position
var<workgroup> along: array<vec2f, LANES>;           // ⟨λ, B⟩ and ⟨λ ⊙ keep ⊙ h, decay⟩ of four states
var<workgroup> slots: array<f32, SLOTS>;             // sums over eight channels, of FLUSH positions

// Four lines of a record.
fn kept_quad(record: u32, quad: u32, channel: u32) -> vec4f {
  let at = (record * params.lines + 4u * quad) * params.channels + channel;
  return vec4f(kept[at], kept[at + params.channels], kept[at + 2u * params.channels], kept[at + 3u * params.channels]);
}

// The last line of a record.
fn kept_last(record: u32, channel: u32) -> f32 {
  return kept[(record * params.lines + params.states) * params.channels + channel];
}

fn stage(first: u32, count: u32, tile: u32, lane: u32) {
  for (var j = lane; j < SEGMENT * TILE; j += LANES) {
    let c = tile + j % TILE;
    let live = j / TILE < count && c < params.channels;
    let at = select(0u, (first + j / TILE) * params.channels + c, live);
    steps[j] = select(0.0, step_of(delta[at]), live);
    given[j] = select(0.0, u[at], live);
    upstream[j] = select(0.0, dy[at], live);
  }
  for (var j = lane; j < count * 2u * QUADS; j += LANES) { written[j] = bc[first * 2u * QUADS + j]; }
}

// du and ddelta of one position: the lanes below TILE each give those of a channel.
fn write_channel(k: u32, row: u32, tile: u32, lane: u32) {
  let c = tile + lane;
  if (lane >= TILE || c >= params.channels) { return; }
  var sum = vec2f(0.0);
  for (var n = 0u; n < QUADS; n++) { sum += along[lane * QUADS + n]; }
  let at = row * params.channels + c;
  let place = k * TILE + lane;
  du[at] = kept_last(0u, c) * upstream[place] + steps[place] * sum.x;
  ddelta[at] = (given[place] * sum.x - LN_2 * sum.y) * slope_of(delta[at]);
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
  let width = 8u * QUADS;       // of (dB, dC) at a position
  let value = lane % width;     // whose sum over channels the lane makes
  let eight = lane / width;     // over which eight of them
  let eights = LANES / width;
  let sums = (w % tiles) * params.batch * params.time * width;

  var decay = vec4f(0.0);
  if (owns) { decay = kept_quad(0u, quad, channel); }
  var flow = vec4f(0.0);  // what position t gives back to the state before it
  var slower = vec4f(0.0);
  var dskip = 0.0;
  var before: array<vec4f, SEGMENT>;  // the state before each position of a segment, 0 where a history begins

  for (var later = segments; later > 0u; later--) {
    let segment = later - 1u;
    let record = 1u + history * segments + segment;
    let first = history * params.time + segment * SEGMENT;
    let count = min(SEGMENT, params.time - segment * SEGMENT);
    var h = vec4f(0.0);
    var bits = 0u;
    if (owns) {
      h = kept_quad(record, quad, channel);
      bits = u32(kept_last(record, channel));
    }
    stage(first, count, tile, lane);
    workgroupBarrier();

    for (var k = 0u; k < count; k++) {
      let step = steps[k * TILE + own];
      let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
      before[k] = held * h;
      h = exp2(-(step * decay)) * before[k] + (step * given[k * TILE + own]) * written[2u * k * QUADS + quad];
    }

    for (var left = count; left > 0u; left--) {
      let k = left - 1u;
      let step = steps[k * TILE + own];
      let x = given[k * TILE + own];
      let g = upstream[k * TILE + own];
      let b = written[2u * k * QUADS + quad];
      let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
      let keep = exp2(-(step * decay));
      let carried = keep * before[k];
      let adjoint = g * written[(2u * k + 1u) * QUADS + quad] + flow;
      let faded = adjoint * carried;
      let db = (step * x) * adjoint;
      let dc = g * (carried + (step * x) * b);
      let at = own * width + 4u * quad;
      for (var n = 0u; n < 4u; n++) {
        shares[at + n] = db[n];
        shares[at + 4u * QUADS + n] = dc[n];
      }
      along[lane] = vec2f(dot(adjoint, b), dot(faded, decay));
      slower += step * faded;
      dskip += g * x;
      flow = held * (keep * adjoint);
      workgroupBarrier();

      write_channel(k, first + k, tile, lane);
      var sum = 0.0;
      for (var c = 0u; c < 8u; c++) { sum += shares[(8u * eight + c) * width + value]; }
      slots[k % FLUSH * LANES + lane] = sum;
      workgroupBarrier();

      if (k % FLUSH == 0u) {
        for (var j = lane; j < min(FLUSH, count - k) * width; j += LANES) {
          var total = 0.0;
          for (var e = 0u; e < eights; e++) { total += slots[j / width * LANES + e * width + j % width]; }
          partial[sums + (first + k) * width + j] = total;
        }
      }
    }
  }
  if (owns) {
    let at = tiles * params.batch * params.time * width + (history * params.channels + channel) * (params.states + 4u);
    let da_log = -LN_2 * slower * decay;
    for (var n = 0u; n < 4u; n++) { partial[at + 4u * quad + n] = da_log[n]; }
    if (quad == 0u) { partial[at + params.states] = dskip; }
  }
}
