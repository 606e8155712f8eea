// attention.backward, pass 2 of 3, one lane per query: no barriers
//
//   p[i,j]  = exp(s[i,j] − lse[i])        dp[i,j] = dy[i]·v[j] · dropout_scale(i, j)
//   dq[i]   = Σ_j p[i,j] · (dp[i,j] − delta[i]) · k[j] / √head_width
//
// source    Dao et al. 2022, appendix B.2.
// work      lane n of the grid owns query n mod time of head n / time mod heads of history n / time / heads.
// numerics  keys in order; p is recomputed from lse, so its exponent is at most 0 up to rounding.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64.

override LANES: u32 = 16;
override HEAD_WIDTH: u32 = 64;

const MAX_VECTORS = 16;

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  seed: u32, site: u32, threshold: u32, keep_scale: f32,
}

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;    // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;   // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       lse: array<f32>;     // (batch, heads, time)
@group(0) @binding(3) var<storage, read>       delta: array<f32>;   // (batch, heads, time)
@group(0) @binding(4) var<storage, read>       start: array<u32>;   // (batch)
@group(0) @binding(5) var<storage, read>       clock: array<u32>;   // (1)
@group(0) @binding(6) var<storage, read_write> dqkv: array<vec4f>;  // (batch, time, 3, heads, head_width)
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
  let upstream_at = ((history * params.time + i) * params.heads + head) * vectors;
  let scale = inverseSqrt(f32(HEAD_WIDTH));

  var q: array<vec4f, MAX_VECTORS>;
  var upstream: array<vec4f, MAX_VECTORS>;
  for (var d = 0u; d < vectors; d++) {
    q[d] = qkv[base + i * stride + d] * scale;
    upstream[d] = dy[upstream_at + d];
  }

  var dq: array<vec4f, MAX_VECTORS>;
  let padding = start[history];
  for (var j = first_key(i, padding); j <= last_key(i); j++) {
    if (!allowed(i, j, padding)) { continue; }
    let key = base + j * stride + params.heads * vectors;
    let value = key + params.heads * vectors;
    var score = 0.0;
    var dp = 0.0;
    for (var d = 0u; d < vectors; d++) {
      score += dot(q[d], qkv[key + d]);
      dp += dot(upstream[d], qkv[value + d]);
    }
    dp *= dropout_scale(row * params.time + j);
    let ds = exp(min(score - lse[row], 0.0)) * (dp - delta[row]) * scale;
    for (var d = 0u; d < vectors; d++) { dq[d] += ds * qkv[key + d]; }
  }
  for (var d = 0u; d < vectors; d++) { dqkv[base + i * stride + d] = dq[d]; }
}
