// attention.backward, one lane per head of a history: no barriers
//
//   p[i,j]   = exp(s[i,j] − lse[i])                 s[i,j] = q[i]·k[j] / √head_width
//   dp[i,j]  = dy[i]·v[j] · dropout_scale(i, j)     delta[i] = dy[i]·y[i], which is Σ_j p[i,j] · dp[i,j]
//   ds[i,j]  = p[i,j] · (dp[i,j] − delta[i])        over the pairs that the slot `mask` allows
//   dq[i]    = Σ_j ds[i,j] · k[j] / √head_width
//   dk[j]    = Σ_i ds[i,j] · q[i] / √head_width     dv[j] = Σ_i p[i,j] · dropout_scale(i, j) · dy[i]
//
// source    Dao et al. 2022, appendix B.2.
// work      lane n of the grid owns head n mod heads of history n / heads, tile by tile of four queries × four keys, so
//           that a pair's probability and dropout are computed once.
// numerics  tiles in order; p is recomputed from lse, so its exponent is at most 0 up to rounding.
// limits    head_width a multiple of 4. dqkv is summed in place, as y in forward_rows.wgsl and for its reason.

override LANES: u32 = 4;

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;     // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;    // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       y: array<vec4f>;      // (batch, time, heads, head_width)
@group(0) @binding(3) var<storage, read>       lse: array<f32>;      // (batch, heads, time)
@group(0) @binding(5) var<storage, read>       clock: array<u32>;    // (1)
@group(0) @binding(6) var<storage, read_write> dqkv: array<vec4f>;   // (batch, time, 3, heads, head_width)

fn upstream(at: vec4u) -> mat4x4f { return mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]); }

// Adds column r to vector at[r] of dqkv, where that position exists.
fn add(at: vec4u, m: mat4x4f, exists: vec4<bool>) {
  if (exists.x) { dqkv[at.x] += m[0]; }
  if (exists.y) { dqkv[at.y] += m[1]; }
  if (exists.z) { dqkv[at.z] += m[2]; }
  if (exists.w) { dqkv[at.w] += m[3]; }
}

fn deltas(at: vec4u, vectors: u32) -> vec4f {
  var sum = vec4f(0.0);
  for (var d = 0u; d < vectors; d++) {
    sum += vec4f(
      dot(dy[at.x + d], y[at.x + d]),
      dot(dy[at.y + d], y[at.y + d]),
      dot(dy[at.z + d], y[at.z + d]),
      dot(dy[at.w + d], y[at.w + d]),
    );
  }
  return sum;
}

fn probabilities(s: vec4f, row_lse: f32, seen: vec4<bool>) -> vec4f {
  return select(vec4f(0.0), exp(min(s - row_lse, vec4f(0.0))), seen);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = (group.x + group.y * groups.x) * LANES + lane;
  if (n >= params.batch * params.heads) { return; }
  let history = n / params.heads;
  let head = n % params.heads;
  let vectors = params.head_width / 4;
  let width = params.heads * vectors;  // from q to k, from k to v, and from one position of y to the next
  let base = history * params.time * 3 * width + head * vectors;
  let plain_base = history * params.time * width + head * vectors;
  let scale = inverseSqrt(f32(params.head_width));

  for (var part = 0u; part < 3 * params.time; part++) {
    for (var d = 0u; d < vectors; d++) { dqkv[base + part * width + d] = vec4f(0.0); }
  }

  for (var first_i = 0u; first_i < params.time; first_i += 4) {
    let i = inside(four(first_i));
    let real = four(first_i) < vec4u(params.time);
    let row = n * params.time + i;
    let query = base + i * 3 * width;
    let plain = plain_base + i * width;
    let row_lse = vec4f(lse[row.x], lse[row.y], lse[row.z], lse[row.w]);
    let delta = deltas(plain, vectors);

    let span_x = span(history, i.x);
    let span_y = span(history, i.y);
    let span_z = span(history, i.z);
    let span_w = span(history, i.w);
    for (var first = first_key_in(i.x, span_x); first <= last_key_in(i.w, span_w); first += 4) {
      let j = four(first);
      let key = base + inside(j) * 3 * width + width;
      var s = mat4x4f();
      var dp = mat4x4f();
      for (var d = 0u; d < vectors; d++) {
        s += transpose(packed(key + d)) * packed(query + d);
        dp += transpose(packed(key + width + d)) * upstream(plain + d);
      }
      s *= scale;
      let p = mat4x4f(
        probabilities(s[0], row_lse.x, pairs(i.x, j, span_x)),
        probabilities(s[1], row_lse.y, pairs(i.y, j, span_y) & vec4<bool>(real.y)),
        probabilities(s[2], row_lse.z, pairs(i.z, j, span_z) & vec4<bool>(real.z)),
        probabilities(s[3], row_lse.w, pairs(i.w, j, span_w) & vec4<bool>(real.w)),
      );
      let dropped = dropped_pairs(row, first);
      let kept = mat4x4f(
        kept_pairs(dropped, 0),
        kept_pairs(dropped, 1),
        kept_pairs(dropped, 2),
        kept_pairs(dropped, 3),
      );
      let ds = mat4x4f(
        p[0] * (dp[0] * kept[0] - delta.x) * scale,
        p[1] * (dp[1] * kept[1] - delta.y) * scale,
        p[2] * (dp[2] * kept[2] - delta.z) * scale,
        p[3] * (dp[3] * kept[3] - delta.w) * scale,
      );
      let weights = mat4x4f(p[0] * kept[0], p[1] * kept[1], p[2] * kept[2], p[3] * kept[3]);
      let exists = j < vec4u(params.time);
      for (var d = 0u; d < vectors; d++) {
        add(query + d, packed(key + d) * ds, real);
        add(key + d, packed(query + d) * transpose(ds), exists);
        add(key + width + d, upstream(plain + d) * transpose(weights), exists);
      }
    }
  }
}
