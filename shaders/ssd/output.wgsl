// ssd.forward, pass 5 of 5: no barriers
//
//   y[t] = Σ_j scores[t, j] · e^(c[t] − c[j]) · Δ[j] · x[j] + carried[t] · C[t]ᵀ S + skip · x[t]        S = states_in of the chunk
//
// source    Dao & Gu 2024, arXiv:2405.21060.
// work      lane i of the grid owns four channels of a position.
// numerics  positions in order, then states in order.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;          // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       bc: array<f32>;           // (batch, time, 2, states)
@group(0) @binding(2) var<storage, read>       paces: array<f32>;        // (batch, time, lines)
@group(0) @binding(3) var<storage, read>       scores: array<f32>;       // (batch, time, 16)
@group(0) @binding(4) var<storage, read>       states_in: array<vec4f>;  // (records, states, channels)
@group(0) @binding(5) var<storage, read_write> y: array<vec4f>;          // (batch, time, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.channels / 4u;
  let row = i / quads;
  if (row >= params.batch * params.time) { return; }
  let quad = i % quads;
  let head = quad / (quads / params.heads);
  let place = (row % params.time) % CHUNK;
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let record = (row / params.time) * chunks + (row % params.time) / CHUNK;
  let at = row * params.lines + head;
  let now = paces[at];
  var sum = paces[at + 4u * params.heads] * x[i];
  for (var j = 0u; j <= place; j++) {
    let other = row - place + j;
    let then = other * params.lines + head;
    let share = scores[row * CHUNK + j] * exp(min(now - paces[then], 0.0)) * paces[then + params.heads];
    sum += share * x[other * quads + quad];
  }
  var told = vec4f(0.0);
  for (var n = 0u; n < params.states; n++) {
    told += bc[(2u * row + 1u) * params.states + n] * states_in[(record * params.states + n) * quads + quad];
  }
  y[i] = sum + paces[at + 3u * params.heads] * told;
}
