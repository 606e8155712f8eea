// scan.backward, pass 1 of 2, one band of channels of a history per lane: no barriers
//
//   λ[t] = dy[t] · C[t] + keep[t+1] ⊙ λ[t+1]           keep[t] = 2^−(Δ·decay), 0 where a history begins
//   dC[t] = dy[t] · h[t]         dB[t] = Δ · u[t] · λ[t]
//   du[t] = skip · dy[t] + Δ · ⟨λ[t], B[t]⟩
//   dΔ[t] = u[t] · ⟨λ[t], B[t]⟩ − ⟨λ[t] ⊙ keep[t] ⊙ h[t−1], decay⟩ · ln 2,  and that of delta σ(delta) times as much
//   partial, of a band: (dB, dC) summed over its channels; of a history: da_log = −Σ_t λ ⊙ keep ⊙ h[t−1] · Δ · decay · ln 2 and
//   dskip = Σ_t dy · u for each channel
//
// needs     step.wgsl.
// source    derivative of scan.forward; h of a segment is made again from what the forward kept before its first position.
// work      lane i of the grid owns band i mod bands of history i / bands: channels band, band + bands, band + 2·bands, …, TILE of them, so
//           that neighbouring lanes read neighbouring numbers. It goes from the last segment of 16 positions to the first, in each
//           through its channels. What a lane would hold of B, C and their gradients stays in memory: SwiftShader clears a lane's
//           arrays element by element, in code that takes a second to compile. What a channel needs of the arrays of the band is copied to
//           arrays of its own, which lie in registers.
// numerics  channels of a band in order.
// limits    states = 4·QUADS, QUADS ≤ MAX_QUADS, TILE ≤ 8.

override LANES: u32 = 4;
override QUADS: u32 = 4;
override TILE: u32 = 8;

const MAX_QUADS = 8;
const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;          // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       delta: array<f32>;      // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       bc: array<vec4f>;       // (batch, time, 2, states)
@group(0) @binding(3) var<storage, read>       kept: array<f32>;       // (records, lines, channels)
@group(0) @binding(4) var<storage, read>       dy: array<f32>;         // (batch, time, channels)
@group(0) @binding(5) var<storage, read_write> du: array<f32>;         // (batch, time, channels)
@group(0) @binding(6) var<storage, read_write> ddelta: array<f32>;     // (batch, time, channels)
@group(0) @binding(7) var<storage, read_write> partial: array<vec4f>;  // (tiles, batch, time, 2, states) and (batch, channels, states + 4)
@group(1) @binding(0) var<uniform> params: Params;

// Four lines of a record.
fn kept_quad(record: u32, quad: u32, channel: u32) -> vec4f {
  let at = (record * params.lines + 4u * quad) * params.channels + channel;
  return vec4f(kept[at], kept[at + params.channels], kept[at + 2u * params.channels], kept[at + 3u * params.channels]);
}

// The last line of a record.
fn kept_last(record: u32, channel: u32) -> f32 {
  return kept[(record * params.lines + params.states) * params.channels + channel];
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let bands = (params.channels + TILE - 1u) / TILE;
  let history = i / bands;
  if (history >= params.batch) { return; }
  let band = i % bands;
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;
  let rows = params.batch * params.time;

  // Of each channel of the band, QUADS · place on: how fast it forgets, what position t gives back to the state before it, da_log so far.
  var decay: array<vec4f, 64>;
  var flow = array<vec4f, 64>();
  var slower = array<vec4f, 64>();
  var dskip = array<f32, 8>();
  for (var place = 0u; place < TILE; place++) {
    let channel = place * bands + band;
    if (channel >= params.channels) { break; }
    for (var n = 0u; n < QUADS; n++) { decay[place * QUADS + n] = kept_quad(0u, n, channel); }
  }

  var h: array<vec4f, MAX_QUADS>;
  var own_decay: array<vec4f, MAX_QUADS>;
  var own_flow: array<vec4f, MAX_QUADS>;
  var own_slower: array<vec4f, MAX_QUADS>;
  var before: array<vec4f, 128>;  // SEGMENT · MAX_QUADS: the state before each position of a segment, 0 where a history begins
  for (var later = segments; later > 0u; later--) {
    let segment = later - 1u;
    let record = 1u + history * segments + segment;
    let first = history * params.time + segment * SEGMENT;
    let count = min(SEGMENT, params.time - segment * SEGMENT);
    let sums = (band * rows + first) * 2u * QUADS;
    for (var j = 0u; j < count * 2u * QUADS; j++) { partial[sums + j] = vec4f(0.0); }

    for (var place = 0u; place < TILE; place++) {
      let channel = place * bands + band;
      if (channel >= params.channels) { break; }
      let own = place * QUADS;
      let bits = u32(kept_last(record, channel));
      /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
        h[n] = kept_quad(record, n, channel);
        own_decay[n] = decay[own + n];
        own_flow[n] = flow[own + n];
        own_slower[n] = slower[own + n];
      }
      for (var k = 0u; k < count; k++) {
        let at = (first + k) * params.channels + channel;
        let step = step_of(delta[at]);
        let drive = step * u[at];
        let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
        /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
          let was = held * h[n];
          before[k * QUADS + n] = was;
          h[n] = exp2(-(step * own_decay[n])) * was + drive * bc[2u * (first + k) * QUADS + n];
        }
      }
      let skip = kept_last(0u, channel);
      for (var left = count; left > 0u; left--) {
        let k = left - 1u;
        let at = (first + k) * params.channels + channel;
        let step = step_of(delta[at]);
        let x = u[at];
        let g = dy[at];
        let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
        var along = vec4f(0.0);
        var lost = vec4f(0.0);
        /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
          let b = bc[2u * (first + k) * QUADS + n];
          let keep = exp2(-(step * own_decay[n]));
          let carried = keep * before[k * QUADS + n];
          let adjoint = g * bc[(2u * (first + k) + 1u) * QUADS + n] + own_flow[n];
          let faded = adjoint * carried;
          partial[sums + 2u * k * QUADS + n] += (step * x) * adjoint;
          partial[sums + (2u * k + 1u) * QUADS + n] += g * (carried + (step * x) * b);
          along += adjoint * b;
          lost += faded * own_decay[n];
          own_slower[n] += step * faded;
          own_flow[n] = held * (keep * adjoint);
        }
        let told = (along.x + along.y) + (along.z + along.w);
        let forgotten = (lost.x + lost.y) + (lost.z + lost.w);
        du[at] = skip * g + step * told;
        ddelta[at] = (x * told - LN_2 * forgotten) * slope_of(delta[at]);
        dskip[place] += g * x;
      }
      /* unroll 8 */ for (var n = 0u; n < QUADS; n++) {
        flow[own + n] = own_flow[n];
        slower[own + n] = own_slower[n];
      }
    }
  }

  for (var place = 0u; place < TILE; place++) {
    let channel = place * bands + band;
    if (channel >= params.channels) { break; }
    let at = bands * rows * 2u * QUADS + (history * params.channels + channel) * (QUADS + 1u);
    for (var n = 0u; n < QUADS; n++) { partial[at + n] = -LN_2 * slower[place * QUADS + n] * decay[place * QUADS + n]; }
    partial[at + QUADS] = vec4f(dskip[place], 0.0, 0.0, 0.0);
  }
}
