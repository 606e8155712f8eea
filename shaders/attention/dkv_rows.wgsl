// attention.backward, pass 3 of 3, one lane per key: no barriers
//
//   p[i,j] = exp(s[i,j] − lse[i])         dp[i,j] = dy[i]·v[j] · dropout_scale(i, j)
//   dk[j]  = Σ_i p[i,j] · (dp[i,j] − delta[i]) · q[i] / √head_width
//   dv[j]  = Σ_i p[i,j] · dropout_scale(i, j) · dy[i]       both over the queries i that the slot `mask` allows to see j
//
// source    Dao et al. 2022, appendix B.2.
// work      lane n of the grid owns key n mod time of head n / time mod heads of history n / time / heads.
// numerics  queries in order; p is recomputed from lse, so its exponent is at most 0 up to rounding.
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
  let column = (group.x + group.y * groups.x) * LANES + lane;
  if (column >= params.batch * params.heads * params.time) { return; }
  let j = column % params.time;
  let head = column / params.time % params.heads;
  let history = column / params.time / params.heads;
  let vectors = HEAD_WIDTH / 4;
  let width = params.heads * vectors;  // from q to k, from k to v, and from one position of dy to the next
  let stride = 3 * width;              // from one position of qkv to the next
  let base = history * params.time * stride + head * vectors;
  let upstream_base = history * params.time * width + head * vectors;
  let first_row = column - j;
  let scale = inverseSqrt(f32(HEAD_WIDTH));

  var k: array<vec4f, MAX_VECTORS>;
  var v: array<vec4f, MAX_VECTORS>;
  for (var d = 0u; d < vectors; d++) {
    k[d] = qkv[base + j * stride + width + d] * scale;
    v[d] = qkv[base + j * stride + 2 * width + d];
  }

  var dk: array<vec4f, MAX_VECTORS>;
  var dv: array<vec4f, MAX_VECTORS>;
  let padding = start[history];
  for (var i = first_query(j, padding); i <= last_query(j, padding); i++) {
    if (!allowed(i, j, padding)) { continue; }
    let query = base + i * stride;
    let upstream = upstream_base + i * width;
    var score = 0.0;
    var dp = 0.0;
    for (var d = 0u; d < vectors; d++) {
      score += dot(k[d], qkv[query + d]);
      dp += dot(v[d], dy[upstream + d]);
    }
    let row = first_row + i;
    let p = exp(min(score - lse[row], 0.0));
    let kept = dropout_scale(row * params.time + j);
    let ds = p * (dp * kept - delta[row]) * scale;
    for (var d = 0u; d < vectors; d++) {
      dk[d] += ds * qkv[query + d];
      dv[d] += p * kept * dy[upstream + d];
    }
  }
  for (var d = 0u; d < vectors; d++) {
    dqkv[base + j * stride + width + d] = dk[d];
    dqkv[base + j * stride + 2 * width + d] = dv[d];
  }
}
