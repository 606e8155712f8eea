// attention.forward, one lane per query: no barriers
//
//   s[i,j] = q[i]·k[j] / √head_width               over the keys j that the slot `mask` allows query i
//   lse[i] = ln Σ_j exp s[i,j]
//   y[i]   = Σ_j exp(s[i,j] − lse[i]) · dropout_scale(i, j) · v[j]
//
// source    Vaswani et al. 2017, eq. 1; online softmax: Milakov & Gimelshein 2018, algorithm 3.
// work      lane n of the grid owns query n mod time of head n / time mod heads of history n / time / heads.
// numerics  maximum, sum and weighted values are rescaled whenever the maximum grows; exponents are never positive.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64.

override LANES: u32 = 16;
override HEAD_WIDTH: u32 = 64;

const MAX_VECTORS = 16;

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  seed: u32, site: u32, threshold: u32, keep_scale: f32,
}

@group(0) @binding(0) var<storage, read>       qkv: array<vec4f>;  // (batch, time, 3, heads, head_width)
@group(0) @binding(1) var<storage, read>       start: array<u32>;  // (batch)
@group(0) @binding(2) var<storage, read>       clock: array<u32>;  // (1)
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;    // (batch, time, heads, head_width)
@group(0) @binding(4) var<storage, read_write> lse: array<f32>;    // (batch, heads, time)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.batch * params.heads * params.time) { return; }
  let i = row % params.time;
  let head = row / params.time % params.heads;
  let history = row / params.time / params.heads;
  let vectors = HEAD_WIDTH / 4;
  let stride = 3 * params.heads * vectors;  // from one position of qkv to the next
  let base = history * params.time * stride + head * vectors;

  var q: array<vec4f, MAX_VECTORS>;
  for (var d = 0u; d < vectors; d++) { q[d] = qkv[base + i * stride + d] * inverseSqrt(f32(HEAD_WIDTH)); }

  var highest = -3.4e38;
  var total = 0.0;
  var sum: array<vec4f, MAX_VECTORS>;
  let padding = start[history];
  for (var j = first_key(i, padding); j <= last_key(i); j++) {
    if (!allowed(i, j, padding)) { continue; }
    let key = base + j * stride + params.heads * vectors;
    let value = key + params.heads * vectors;
    var score = 0.0;
    for (var d = 0u; d < vectors; d++) { score += dot(q[d], qkv[key + d]); }
    let raised = max(highest, score);
    let keep = exp(highest - raised);
    let weight = exp(score - raised);
    highest = raised;
    total = total * keep + weight;
    let dropped = weight * dropout_scale(row * params.time + j);
    for (var d = 0u; d < vectors; d++) { sum[d] = sum[d] * keep + dropped * qkv[value + d]; }
  }

  let out = ((history * params.time + i) * params.heads + head) * vectors;
  for (var d = 0u; d < vectors; d++) { y[out + d] = sum[d] / total; }
  lse[row] = highest + log(total);
}
