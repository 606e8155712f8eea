// ssd.forward, pass 1 of 5: no barriers
//
//   of each head at position t of a chunk: c[t] = −Σ rate · Δ up to t, Δ[t] = softplus(delta[t]), left[t] = e^(c[end] − c[t]), 0 where another
//   history begins behind t, carried[t] = e^(c[t]), 0 where one has begun, skip; and since[t], where the history of t begins, −1: before
//
// needs     step.wgsl of shaders/scan.
// slot      begins.
// source    Dao & Gu 2024, arXiv:2405.21060.
// work      lane i of the grid owns head i mod heads of a chunk of 16 positions.
// numerics  c is a sum in order; only differences of it are ever raised, so that nothing overflows.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       delta: array<f32>;  // (batch, time, heads)
@group(0) @binding(1) var<storage, read>       a_log: array<f32>;  // (heads)
@group(0) @binding(2) var<storage, read>       skip: array<f32>;   // (heads)
@group(0) @binding(3) var<storage, read_write> paces: array<f32>;  // (batch, time, lines)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let record = i / params.heads;
  if (record >= params.records) { return; }
  let head = i % params.heads;
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let place = (record % chunks) * CHUNK;
  let first = (record / chunks) * params.time + place;
  let count = min(CHUNK, params.time - place);
  let rate = exp(min(vec4f(a_log[head]), vec4f(40.0))).x;
  var sum = 0.0;
  var since = -1;
  for (var k = 0u; k < count; k++) {
    let row = first + k;
    let step = step_of(delta[row * params.heads + head]);
    sum -= step * rate;
    since = select(since, i32(k), begins(row));
    let at = row * params.lines + head;
    paces[at] = sum;
    paces[at + params.heads] = step;
    paces[at + 3u * params.heads] = select(0.0, exp(min(sum, 0.0)), since < 0);
    paces[at + 4u * params.heads] = skip[head];
    if (head == 0u) { paces[row * params.lines + 5u * params.heads] = f32(since); }
  }
  for (var k = 0u; k < count; k++) {
    let at = (first + k) * params.lines + head;
    paces[at + 2u * params.heads] = select(0.0, exp(min(sum - paces[at], 0.0)), i32(k) >= since);
  }
}
