// scan.backward, pass 1 of 2, one band of channels of a history per lane: no barriers
//
//   λ[t] = dy[t] · C[t] + keep[t+1] ⊙ λ[t+1]           keep[t] = 2^−(Δ·decay), 0 where a history begins
//   dC[t] = dy[t] · h[t]         dB[t] = Δ · u[t] · λ[t]
//   du[t] = skip · dy[t] + Δ · ⟨λ[t], B[t]⟩
//   dΔ[t] = u[t] · ⟨λ[t], B[t]⟩ − ⟨λ[t] ⊙ keep[t] ⊙ h[t−1], decay⟩ · ln 2,  and that of delta σ(delta) times as much
//   partial, of a tile of BAND channels: (dB, dC) summed over its channels; of a history: da_log = −Σ_t λ ⊙ keep ⊙ h[t−1] · Δ · decay · ln 2 and
//   dskip = Σ_t dy · u for each channel
//
// needs     step.wgsl.
// source    derivative of scan.forward; h of a segment is made again from what the forward kept before its first position.
// work      lane i of the grid owns band i mod bands, BAND channels, of history i / bands: channel after channel, from the last
//           position to the first.
// numerics  channels of a band in order.
// limits    states = 4·QUADS, QUADS ≤ MAX_QUADS.

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
  let lowest = band * TILE;
  let end = min(lowest + TILE, params.channels);

  var decay: array<vec4f, MAX_QUADS>;
  var flow: array<vec4f, MAX_QUADS>;  // what position t gives back to the state before it
  var slower: array<vec4f, MAX_QUADS>;
  var h: array<vec4f, MAX_QUADS>;
  var before: array<vec4f, 128>;      // SEGMENT · MAX_QUADS: the state before each position of a segment, 0 where a history begins

  for (var channel = lowest; channel < end; channel++) {
    let skip = kept_last(0u, channel);
    var dskip = 0.0;
    for (var n = 0u; n < QUADS; n++) {
      decay[n] = kept_quad(0u, n, channel);
      flow[n] = vec4f(0.0);
      slower[n] = vec4f(0.0);
    }
    for (var later = segments; later > 0u; later--) {
      let segment = later - 1u;
      let record = 1u + history * segments + segment;
      let first = history * params.time + segment * SEGMENT;
      let count = min(SEGMENT, params.time - segment * SEGMENT);
      let bits = u32(kept_last(record, channel));
      for (var n = 0u; n < QUADS; n++) { h[n] = kept_quad(record, n, channel); }
      for (var k = 0u; k < count; k++) {
        let at = (first + k) * params.channels + channel;
        let step = step_of(delta[at]);
        let drive = step * u[at];
        let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
        for (var n = 0u; n < QUADS; n++) {
          let was = held * h[n];
          before[k * QUADS + n] = was;
          h[n] = exp2(-(step * decay[n])) * was + drive * bc[(first + k) * 2u * QUADS + n];
        }
      }
      for (var left = count; left > 0u; left--) {
        let k = left - 1u;
        let row = first + k;
        let at = row * params.channels + channel;
        let step = step_of(delta[at]);
        let x = u[at];
        let g = dy[at];
        let held = select(1.0, 0.0, ((bits >> k) & 1u) == 1u);
        let sums = (band * rows + row) * 2u * QUADS;
        var along = vec4f(0.0);
        var lost = vec4f(0.0);
        for (var n = 0u; n < QUADS; n++) {
          let b = bc[row * 2u * QUADS + n];
          let keep = exp2(-(step * decay[n]));
          let carried = keep * before[k * QUADS + n];
          let adjoint = g * bc[(row * 2u + 1u) * QUADS + n] + flow[n];
          let faded = adjoint * carried;
          var db = (step * x) * adjoint;
          var dc = g * (carried + (step * x) * b);
          if (channel != lowest) {
            db += partial[sums + n];
            dc += partial[sums + QUADS + n];
          }
          partial[sums + n] = db;
          partial[sums + QUADS + n] = dc;
          along += adjoint * b;
          lost += faded * decay[n];
          slower[n] += step * faded;
          flow[n] = held * (keep * adjoint);
        }
        let written = (along.x + along.y) + (along.z + along.w);
        let forgotten = (lost.x + lost.y) + (lost.z + lost.w);
        du[at] = skip * g + step * written;
        ddelta[at] = (x * written - LN_2 * forgotten) * slope_of(delta[at]);
        dskip += g * x;
      }
    }
    let sums = bands * rows * 2u * QUADS + (history * params.channels + channel) * (QUADS + 1u);
    for (var n = 0u; n < QUADS; n++) { partial[sums + n] = -LN_2 * slower[n] * decay[n]; }
    partial[sums + QUADS] = vec4f(dskip, 0.0, 0.0, 0.0);
  }
}
