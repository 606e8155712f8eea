// ssd.backward, pass 6 of 7: no barriers
//
//   with l[t] = −rate · Δ[t], of which c is the sum, and T[i, j] = weights[i, j] · scores[i, j]:
//   dl[t] = Σ_{i ≥ t > j} T[i, j] + Σ_{i ≥ t} what is told of the state before the chunk + Σ_{j < t} what is left behind it
//   ddelta[t] = σ(delta[t]) · (⟨x, g⟩ − rate · dl[t])        partial, of a chunk: da_log = −Σ_t rate · Δ · dl, dskip = Σ_t ⟨dy, x⟩
//
// needs     step.wgsl of shaders/scan.
// source    derivative of ssd.forward; terms of a difference are never added up apart.
// work      lane i of the grid owns a head of a chunk, from its last position to its first.
// numerics  columns of T are summed from the last position on, then columns in order.

override LANES: u32 = 64;

const CHUNK = 16u;

struct Params { batch: u32, time: u32, channels: u32, heads: u32, states: u32, lines: u32, records: u32 }

@group(0) @binding(0) var<storage, read>       delta: array<f32>;    // (batch, time, heads)
@group(0) @binding(1) var<storage, read>       a_log: array<f32>;    // (heads)
@group(0) @binding(2) var<storage, read>       paces: array<f32>;    // (batch, time, lines)
@group(0) @binding(3) var<storage, read>       scores: array<f32>;   // (batch, time, 16)
@group(0) @binding(4) var<storage, read>       weights: array<f32>;  // (batch, time, heads, 16)
@group(0) @binding(5) var<storage, read>       notes: array<f32>;    // (batch, time, heads, 4)
@group(0) @binding(6) var<storage, read_write> ddelta: array<f32>;   // (batch, time, heads)
@group(0) @binding(7) var<storage, read_write> partial: array<f32>;  // (records, heads, 2)
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
  var columns: array<f32, 16>;
  var before: array<f32, 16>;  // what is left behind the chunk of the positions before t
  var behind = 0.0;
  for (var k = 0u; k < count; k++) {
    columns[k] = 0.0;
    before[k] = behind;
    behind += notes[4u * ((first + k) * params.heads + head) + 1u];
  }
  var told = 0.0;
  var slower = 0.0;
  var through = 0.0;
  for (var left = count; left > 0u; left--) {
    let k = left - 1u;
    let row = first + k;
    let at = row * params.heads + head;
    told += notes[4u * at + 2u];
    through += notes[4u * at + 3u];
    var lost = told + before[k];
    for (var j = 0u; j < k; j++) {
      columns[j] += weights[at * CHUNK + j] * scores[row * CHUNK + j];
      lost += columns[j];
    }
    slower -= rate * paces[row * params.lines + params.heads + head] * lost;
    ddelta[at] = slope_of(delta[at]) * (notes[4u * at] - rate * lost);
  }
  partial[2u * i] = slower;
  partial[2u * i + 1u] = through;
}
