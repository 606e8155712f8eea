// s4d.scan_backward, pass 1 of 2, four states of a channel of a history per lane: no barriers
//
//   p[t] = dy[t] · conj W + conj Ā ⊙ p[t+1], without the latter where t + 1 begins a history
//   spread[quad] = Σ Re p[t] over the four        partial, of a history: dĀ = Σ_t p ⊙ conj h[t−1], dW = Σ_t dy · conj h[t], dskip = Σ_t dy · u
//
// slot      begins.
// source    derivative of s4d.scan; h of a segment is made again from what the forward kept before its first position.
// work      lane i of the grid owns channel i mod channels, and of it four states, of a history, from its last segment of 16 positions to
//           its first.
// numerics  the four in pairs, positions from the last to the first.
// limits    states a multiple of 4.

override LANES: u32 = 64;

const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;        // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       system: array<f32>;   // (4, states, channels)
@group(0) @binding(2) var<storage, read>       kept: array<f32>;     // (records, lines, channels)
@group(0) @binding(3) var<storage, read>       dy: array<f32>;       // (batch, time, channels)
@group(0) @binding(4) var<storage, read_write> spread: array<f32>;   // (quads, batch, time, channels)
@group(0) @binding(5) var<storage, read_write> partial: array<f32>;  // (batch, 4 · states + 1, channels)
@group(1) @binding(0) var<uniform> params: Params;

fn part(plane: u32, n: u32, channel: u32) -> vec4f {
  let at = (plane * params.states + n) * params.channels + channel;
  return vec4f(
    system[at],
    system[at + params.channels],
    system[at + 2u * params.channels],
    system[at + 3u * params.channels],
  );
}

fn kept_quad(record: u32, line: u32, channel: u32) -> vec4f {
  let at = (record * params.lines + line) * params.channels + channel;
  return vec4f(kept[at], kept[at + params.channels], kept[at + 2u * params.channels], kept[at + 3u * params.channels]);
}

fn leave(history: u32, line: u32, channel: u32, values: vec4f) {
  let at = (history * (4u * params.states + 1u) + line) * params.channels + channel;
  partial[at] = values.x;
  partial[at + params.channels] = values.y;
  partial[at + 2u * params.channels] = values.z;
  partial[at + 3u * params.channels] = values.w;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.states / 4u;
  let history = i / (params.channels * quads);
  if (history >= params.batch) { return; }
  let channel = i % params.channels;
  let quad = (i / params.channels) % quads;
  let n = 4u * quad;
  let stay = part(0u, n, channel);
  let turn = part(1u, n, channel);
  let told_re = part(2u, n, channel);
  let told_im = part(3u, n, channel);
  let segments = (params.time + SEGMENT - 1u) / SEGMENT;
  let rows = params.batch * params.time;

  // The state before each position of a segment, 0 where a history begins; what position t gives back to the state before it.
  var was_re: array<vec4f, 16>;
  var was_im: array<vec4f, 16>;
  var flow_re = vec4f(0.0);
  var flow_im = vec4f(0.0);
  var dstay = vec4f(0.0);
  var dturn = vec4f(0.0);
  var dtold_re = vec4f(0.0);
  var dtold_im = vec4f(0.0);
  var through = 0.0;
  for (var later = segments; later > 0u; later--) {
    let segment = later - 1u;
    let record = history * segments + segment;
    let first = history * params.time + segment * SEGMENT;
    let count = min(SEGMENT, params.time - segment * SEGMENT);
    var re = kept_quad(record, n, channel);
    var im = kept_quad(record, params.states + n, channel);
    for (var k = 0u; k < count; k++) {
      let held = select(1.0, 0.0, begins(first + k));
      was_re[k] = held * re;
      was_im[k] = held * im;
      re = stay * was_re[k] - turn * was_im[k] + u[(first + k) * params.channels + channel];
      im = turn * was_re[k] + stay * was_im[k];
    }
    for (var left = count; left > 0u; left--) {
      let k = left - 1u;
      let row = first + k;
      let at = row * params.channels + channel;
      let x = u[at];
      let g = dy[at];
      let before_re = was_re[k];
      let before_im = was_im[k];
      let now_re = stay * before_re - turn * before_im + x;
      let now_im = turn * before_re + stay * before_im;
      let p_re = g * told_re + flow_re;
      let p_im = flow_im - g * told_im;
      dtold_re += g * now_re;
      dtold_im -= g * now_im;
      dstay += p_re * before_re + p_im * before_im;
      dturn += p_im * before_re - p_re * before_im;
      through += g * x;
      spread[(quad * rows + row) * params.channels + channel] = (p_re.x + p_re.y) + (p_re.z + p_re.w);
      let held = select(1.0, 0.0, begins(row));
      flow_re = held * (stay * p_re + turn * p_im);
      flow_im = held * (stay * p_im - turn * p_re);
    }
  }
  leave(history, n, channel, dstay);
  leave(history, params.states + n, channel, dturn);
  leave(history, 2u * params.states + n, channel, dtold_re);
  leave(history, 3u * params.states + n, channel, dtold_im);
  if (quad == 0u) { partial[(history * (4u * params.states + 1u) + 4u * params.states) * params.channels + channel] = through; }
}
