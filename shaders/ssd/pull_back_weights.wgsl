// ssd.backward, pass 4 of 7: no barriers
//
//   weights[t, head, j] = e^(c[t] − c[j]) · Δ[j] · ⟨dy[t], x[j]⟩ for positions j of the chunk up to t and of its history, else 0: what scores[t, j] is given back
//   notes, of a head: carried[t] · C[t]ᵀ S dy[t], at the last position of a chunk with carried[t] · ⟨flow, S⟩; and ⟨dy[t], x[t]⟩
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns a head of a position, four of its channels at a time.
// numerics  channels in quads, quads in order; states in order.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;          // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       bc: array<f32>;           // (batch, time, 2, states)
@group(0) @binding(2) var<storage, read>       paces: array<f32>;        // (batch, time, lines)
@group(0) @binding(3) var<storage, read>       states_in: array<vec4f>;  // (records, states, channels)
@group(0) @binding(4) var<storage, read>       flow: array<vec4f>;       // (records, states, channels)
@group(0) @binding(5) var<storage, read>       dy: array<vec4f>;         // (batch, time, channels)
@group(0) @binding(6) var<storage, read_write> weights: array<f32>;      // (batch, time, heads, 16)
@group(0) @binding(7) var<storage, read_write> notes: array<f32>;        // (batch, time, heads, 4)
@group(1) @binding(0) var<uniform> params: Params;

fn total(x: vec4f) -> f32 { return (x.x + x.y) + (x.z + x.w); }

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let row = i / params.heads;
  if (row >= params.batch * params.time) { return; }
  let head = i % params.heads;
  let quads = params.channels / 4u;
  let own = quads / params.heads;
  let first = head * own;
  let time = row % params.time;
  let place = time % CHUNK;
  let is_last = place == CHUNK - 1u || time == params.time - 1u;
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let record = (row / params.time) * chunks + time / CHUNK;
  let at = row * params.lines + head;
  let now = paces[at];
  let carried = paces[at + 3u * params.heads];
  let since = i32(paces[row * params.lines + 5u * params.heads]);
  for (var j = 0u; j < CHUNK; j++) {
    var sum = vec4f(0.0);
    var share = 0.0;
    if (j <= place && i32(j) >= since) {
      let other = row - place + j;
      let then = other * params.lines + head;
      share = exp(min(now - paces[then], 0.0)) * paces[then + params.heads];
      for (var quad = first; quad < first + own; quad++) { sum += dy[row * quads + quad] * x[other * quads + quad]; }
    }
    weights[i * CHUNK + j] = share * total(sum);
  }
  var through = vec4f(0.0);
  for (var quad = first; quad < first + own; quad++) { through += dy[row * quads + quad] * x[row * quads + quad]; }
  var told = vec4f(0.0);
  for (var n = 0u; n < params.states; n++) {
    let c = bc[(2u * row + 1u) * params.states + n];
    for (var quad = first; quad < first + own; quad++) {
      let before = (record * params.states + n) * quads + quad;
      told += c * states_in[before] * dy[row * quads + quad];
      if (is_last) { told += states_in[before] * flow[before]; }
    }
  }
  notes[4u * i + 2u] = carried * total(told);
  notes[4u * i + 3u] = total(through);
}
