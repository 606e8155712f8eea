// ssd.backward, pass 3 of 7: no barriers
//
//   g[t] = Σ_i scores[i, t] · e^(c[i] − c[t]) · dy[i] + left[t] · B[t]ᵀ flow        i from t on in the chunk
//   dx[t] = Δ[t] · g[t] + skip · dy[t]
//   notes, of a head: ⟨x[t], g[t]⟩ and ⟨x[t], Δ[t] · left[t] · B[t]ᵀ flow⟩
//
// source    derivative of ssd.forward.
// work      lane i of the grid owns a head of a position, four of its channels at a time.
// numerics  positions in order, then states in order.
// limits    four channels are of one head.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;     // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       bc: array<f32>;      // (batch, time, 2, states)
@group(0) @binding(2) var<storage, read>       paces: array<f32>;   // (batch, time, lines)
@group(0) @binding(3) var<storage, read>       scores: array<f32>;  // (batch, time, 16)
@group(0) @binding(4) var<storage, read>       flow: array<vec4f>;  // (records, states, channels)
@group(0) @binding(5) var<storage, read>       dy: array<vec4f>;    // (batch, time, channels)
@group(0) @binding(6) var<storage, read_write> dx: array<vec4f>;    // (batch, time, channels)
@group(0) @binding(7) var<storage, read_write> notes: array<f32>;   // (batch, time, heads, 4)
@group(1) @binding(0) var<uniform> params: Params;

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
  let time = row % params.time;
  let place = time % CHUNK;
  let count = min(CHUNK, params.time - (time - place));
  let chunks = (params.time + CHUNK - 1u) / CHUNK;
  let record = (row / params.time) * chunks + time / CHUNK;
  let at = row * params.lines + head;
  let now = paces[at];
  let step = paces[at + params.heads];
  let left = paces[at + 2u * params.heads];
  let skip = paces[at + 4u * params.heads];
  var shares: array<f32, 16>;
  for (var k = place; k < count; k++) {
    let other = row - place + k;
    shares[k] = scores[other * CHUNK + place] * exp(min(paces[other * params.lines + head] - now, 0.0));
  }
  var told = vec4f(0.0);
  var written = vec4f(0.0);
  for (var quad = head * own; quad < (head + 1u) * own; quad++) {
    var here = vec4f(0.0);
    for (var k = place; k < count; k++) { here += shares[k] * dy[(row - place + k) * quads + quad]; }
    var behind = vec4f(0.0);
    for (var n = 0u; n < params.states; n++) {
      behind += bc[2u * row * params.states + n] * flow[(record * params.states + n) * quads + quad];
    }
    let g = here + left * behind;
    let mine = x[row * quads + quad];
    told += mine * g;
    written += mine * behind;
    dx[row * quads + quad] = step * g + skip * dy[row * quads + quad];
  }
  notes[4u * i] = (told.x + told.y) + (told.z + told.w);
  notes[4u * i + 1u] = step * left * ((written.x + written.y) + (written.z + written.w));
}
