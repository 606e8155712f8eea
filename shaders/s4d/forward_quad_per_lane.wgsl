// s4d.scan, pass 1 of 2, four states of a channel of a history per lane: no barriers
//
//   h[t] = Ā ⊙ h[t−1] + u[t]        spread[quad] = Re Σ W ⊙ h[t] over the four        h = 0 before a history begins
//   kept[segment] = h before its first position
//
// slot      begins.
// source    Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893.
// work      lane i of the grid owns channel i mod channels, and of it four states, of a history, from its first position to its last, so
//           that neighbouring lanes read neighbouring numbers and a lane's states stay in registers.
// numerics  the four in pairs.
// limits    states a multiple of 4.

override LANES: u32 = 64;

const SEGMENT = 16u;

struct Params { batch: u32, time: u32, channels: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       u: array<f32>;       // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       system: array<f32>;  // (4, states, channels)
@group(0) @binding(2) var<storage, read_write> kept: array<f32>;    // (records, lines, channels)
@group(0) @binding(3) var<storage, read_write> spread: array<f32>;  // (quads, batch, time, channels)
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

fn keep(record: u32, line: u32, channel: u32, values: vec4f) {
  let at = (record * params.lines + line) * params.channels + channel;
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
  var re = vec4f(0.0);
  var im = vec4f(0.0);
  for (var t = 0u; t < params.time; t++) {
    if (t % SEGMENT == 0u) {
      let record = history * segments + t / SEGMENT;
      keep(record, n, channel, re);
      keep(record, params.states + n, channel, im);
    }
    let row = history * params.time + t;
    let held = select(1.0, 0.0, begins(row));
    let was_re = held * re;
    let was_im = held * im;
    re = stay * was_re - turn * was_im + u[row * params.channels + channel];
    im = turn * was_re + stay * was_im;
    let told = told_re * re - told_im * im;
    spread[(quad * rows + row) * params.channels + channel] = (told.x + told.y) + (told.z + told.w);
  }
}
