// ssd.backward, pass 5 of 7: no barriers
//
//   dC[t] = Σ_j Σ_head weights[t, j] · B[j] + Σ_channels carried[t] · S dy[t]
//   dB[t] = Σ_i Σ_head weights[i, t] · C[i] + Σ_channels left[t] · Δ[t] · flow x[t]        i from t on in the chunk
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns four states of a position.
// numerics  positions in order, heads in order in each, then channels in quads, quads in order.
// limits    states a multiple of 4, four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;          // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       bc: array<vec4f>;         // (batch, time, 2, states)
@group(0) @binding(2) var<storage, read>       paces: array<f32>;        // (batch, time, lines)
@group(0) @binding(3) var<storage, read>       states_in: array<vec4f>;  // (records, states, channels)
@group(0) @binding(4) var<storage, read>       flow: array<vec4f>;       // (records, states, channels)
@group(0) @binding(5) var<storage, read>       dy: array<vec4f>;         // (batch, time, channels)
@group(0) @binding(6) var<storage, read>       weights: array<f32>;      // (batch, time, heads, 16)
@group(0) @binding(7) var<storage, read_write> dbc: array<vec4f>;        // (batch, time, 2, states)
@group(1) @binding(0) var<uniform> params: Params;

fn total(x: vec4f) -> f32 { return (x.x + x.y) + (x.z + x.w); }

fn weight(row: u32, j: u32) -> f32 {
  var sum = 0.0;
  for (var head = 0u; head < params.heads; head++) { sum += weights[(row * params.heads + head) * CHUNK + j]; }
  return sum;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let parts = params.states / 4u;
  let row = i / parts;
  if (row >= params.batch * params.time) { return; }
  let part = i % parts;
  let quads = params.channels / 4u;
  let time = row % params.time;
  let place = time % CHUNK;
  let first = row - place;
  let count = min(CHUNK, params.time - (time - place));
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let record = (row / params.time) * chunks + time / CHUNK;
  var db = vec4f(0.0);
  var dc = vec4f(0.0);
  for (var j = 0u; j <= place; j++) { dc += weight(row, j) * bc[2u * (first + j) * parts + part]; }
  for (var k = place; k < count; k++) { db += weight(first + k, place) * bc[(2u * (first + k) + 1u) * parts + part]; }
  let lines = (record * params.states + 4u * part) * quads;
  for (var quad = 0u; quad < quads; quad++) {
    let at = row * params.lines + quad / (quads / params.heads);
    let mine = paces[at + 2u * params.heads] * paces[at + params.heads] * x[row * quads + quad];
    let given = paces[at + 3u * params.heads] * dy[row * quads + quad];
    db += vec4f(
      total(mine * flow[lines + quad]),
      total(mine * flow[lines + quads + quad]),
      total(mine * flow[lines + 2u * quads + quad]),
      total(mine * flow[lines + 3u * quads + quad]),
    );
    dc += vec4f(
      total(given * states_in[lines + quad]),
      total(given * states_in[lines + quads + quad]),
      total(given * states_in[lines + 2u * quads + quad]),
      total(given * states_in[lines + 3u * quads + quad]),
    );
  }
  dbc[2u * row * parts + part] = db;
  dbc[(2u * row + 1u) * parts + part] = dc;
}
