// attention.backward, one workgroup per head of a history, everything it reads twice in workgroup memory
//
//   p[i,j]   = exp(s[i,j] − lse[i])                 s[i,j] = q[i]·k[j] / √head_width
//   dp[i,j]  = dy[i]·v[j] · dropout_scale(i, j)     delta[i] = dy[i]·y[i], which is Σ_j p[i,j] · dp[i,j]
//   ds[i,j]  = p[i,j] · (dp[i,j] − delta[i])        over the pairs that the slot `mask` allows
//   dq[i]    = Σ_j ds[i,j] · k[j] / √head_width
//   dk[j]    = Σ_i ds[i,j] · q[i] / √head_width     dv[j] = Σ_i p[i,j] · dropout_scale(i, j) · dy[i]
//
// source    Dao et al. 2022, appendix B.2.
// work      lane i owns queries i, i + LANES, … while keys and values are staged, then keys i, i + LANES, … while queries
//           and dy are.
// numerics  sums in order of positions; p is recomputed from lse, so its exponent is at most 0 up to rounding.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64; time = TIME; 2 · TIME · (HEAD_WIDTH + 1) floats of
//           workgroup memory.

override LANES: u32 = 64;
override TIME: u32 = 50;
override HEAD_WIDTH: u32 = 32;
override VECTORS: u32 = HEAD_WIDTH / 4;
override TILE_VECTORS: u32 = TIME * VECTORS;

alias Row = array<vec4f, 16>;

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;     // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;    // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       y: array<vec4f>;      // (batch, time, heads, head_width)
@group(0) @binding(3) var<storage, read>       lse: array<f32>;      // (batch, heads, time)
@group(0) @binding(5) var<storage, read>       clock: array<u32>;    // (1)
@group(0) @binding(6) var<storage, read_write> dqkv: array<vec4f>;   // (batch, time, 3, heads, head_width)

var<workgroup> left: array<vec4f, TILE_VECTORS>;   // keys, then queries
var<workgroup> right: array<vec4f, TILE_VECTORS>;  // values, then dy
var<workgroup> deltas: array<f32, TIME>;
var<workgroup> denominators: array<f32, TIME>;     // lse

// One head of one history
struct Place {
  row: u32,      // its first row among (batch, heads, time)
  base: u32,     // its first query in qkv
  plain: u32,    // its first vector in y
  width: u32,    // from q to k, from k to v, and from one position of y to the next
  history: u32,
}

fn query_gradient(at: Place, i: u32) {
  let scale = inverseSqrt(f32(HEAD_WIDTH));
  let query = at.base + i * 3 * at.width;
  let plain = at.plain + i * at.width;
  var q: Row;
  var upstream: Row;
  var dq: Row;
  var delta = 0.0;
  for (var d = 0u; d < VECTORS; d++) {
    q[d] = qkv[query + d] * scale;
    upstream[d] = dy[plain + d];
    delta += dot(upstream[d], y[plain + d]);
  }
  let row = at.row + i;
  let own = span(at.history, i);
  for (var j = first_key_in(i, own); j <= last_key_in(i, own); j++) {
    if (!sees(i, j, own)) { continue; }
    var score = 0.0;
    var dp = 0.0;
    for (var d = 0u; d < VECTORS; d++) {
      score += dot(q[d], left[j * VECTORS + d]);
      dp += dot(upstream[d], right[j * VECTORS + d]);
    }
    let p = exp(min(score - lse[row], 0.0));
    let ds = p * (dp * dropout_scale(row * TIME + j) - delta) * scale;
    for (var d = 0u; d < VECTORS; d++) { dq[d] += ds * left[j * VECTORS + d]; }
  }
  for (var d = 0u; d < VECTORS; d++) { dqkv[query + d] = dq[d]; }
  deltas[i] = delta;
  denominators[i] = lse[row];
}

fn key_gradient(at: Place, j: u32) {
  let scale = inverseSqrt(f32(HEAD_WIDTH));
  let key = at.base + j * 3 * at.width + at.width;
  var k: Row;
  var v: Row;
  var dk: Row;
  var dv: Row;
  for (var d = 0u; d < VECTORS; d++) {
    k[d] = qkv[key + d] * scale;
    v[d] = qkv[key + at.width + d];
  }
  let own = span(at.history, j);
  for (var i = first_query_in(j, own); i <= last_query_in(j, own); i++) {
    if (!sees(i, j, own)) { continue; }
    var score = 0.0;
    var dp = 0.0;
    for (var d = 0u; d < VECTORS; d++) {
      score += dot(k[d], left[i * VECTORS + d]);
      dp += dot(v[d], right[i * VECTORS + d]);
    }
    let p = exp(min(score - denominators[i], 0.0));
    let kept = dropout_scale((at.row + i) * TIME + j);
    let ds = p * (dp * kept - deltas[i]) * scale;
    for (var d = 0u; d < VECTORS; d++) {
      dk[d] += ds * left[i * VECTORS + d];
      dv[d] += p * kept * right[i * VECTORS + d];
    }
  }
  for (var d = 0u; d < VECTORS; d++) {
    dqkv[key + d] = dk[d];
    dqkv[key + at.width + d] = dv[d];
  }
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = group.x + group.y * groups.x;
  if (n >= params.batch * params.heads) { return; }  // uniform: the whole workgroup leaves together
  let history = n / params.heads;
  let head = n % params.heads;
  let width = params.heads * VECTORS;
  let first = history * TIME * width;
  let at = Place(n * TIME, 3 * first + head * VECTORS, first + head * VECTORS, width, history);

  for (var m = lane; m < TILE_VECTORS; m += LANES) {
    let key = at.base + width + m / VECTORS * 3 * width + m % VECTORS;
    left[m] = qkv[key];
    right[m] = qkv[key + width];
  }
  workgroupBarrier();
  for (var i = lane; i < TIME; i += LANES) { query_gradient(at, i); }
  workgroupBarrier();
  for (var m = lane; m < TILE_VECTORS; m += LANES) {
    left[m] = qkv[at.base + m / VECTORS * 3 * width + m % VECTORS];
    right[m] = dy[at.plain + m / VECTORS * width + m % VECTORS];
  }
  workgroupBarrier();
  for (var j = lane; j < TIME; j += LANES) { key_gradient(at, j); }
}
