// attention.forward, four queries per lane: no barriers
//
//   s[i,j] = q[i]·k[j] / √head_width               over the keys j that the slot `mask` allows query i
//   lse[i] = ln Σ_j exp s[i,j]
//   y[i]   = Σ_j exp(s[i,j] − lse[i]) · dropout_scale(i, j) · v[j]
//
// source    Vaswani et al. 2017, eq. 1; online softmax: Milakov & Gimelshein 2018, algorithm 3.
// work      lane n of the grid owns queries 4t to 4t + 3 of head n mod (batch · heads), t = n / (batch · heads), so that
//           neighbouring lanes loop equally long. Matrices hold a query per column, a key per component.
// numerics  maximum, total and weighted values are rescaled whenever the maximum grows; exponents are never positive.
// limits    head_width a multiple of 4. y is summed in place: SwiftShader is slow at local arrays indexed by a variable
//           (one query per lane with such arrays: 28 ms where this takes 11, causal, batch 32, heads 2, time 50, width
//           32), and with the loops over the width written out it took several times as long to compile.

override LANES: u32 = 16;

const LOWEST = -3.4e38;

@group(0) @binding(0) var<storage, read>       qkv: array<vec4f>;    // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       clock: array<u32>;    // (1)
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;      // (batch, time, heads, head_width)
@group(0) @binding(4) var<storage, read_write> lse: array<f32>;      // (batch, heads, time)

fn sums(at: vec4u) -> mat4x4f { return mat4x4f(y[at.x], y[at.y], y[at.z], y[at.w]); }

fn store(at: vec4u, m: mat4x4f) {
  y[at.x] = m[0];
  y[at.y] = m[1];
  y[at.z] = m[2];
  y[at.w] = m[3];
}

fn scaled(m: mat4x4f, by: vec4f) -> mat4x4f { return mat4x4f(m[0] * by.x, m[1] * by.y, m[2] * by.z, m[3] * by.w); }

fn max_seen(s: vec4f, seen: vec4<bool>) -> f32 {
  let t = select(vec4f(LOWEST), s, seen);
  return max(max(t.x, t.y), max(t.z, t.w));
}

fn weights(s: vec4f, highest: f32, seen: vec4<bool>) -> vec4f {
  return select(vec4f(0.0), exp(min(s - highest, vec4f(0.0))), seen);
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = (group.x + group.y * groups.x) * LANES + lane;
  let all_heads = params.batch * params.heads;
  if (n >= all_heads * ((params.time + 3) / 4)) { return; }
  let history = n % all_heads / params.heads;
  let head = n % params.heads;
  let vectors = params.head_width / 4;
  let width = params.heads * vectors;  // from q to k, from k to v, and from one position of y to the next
  let base = history * params.time * 3 * width + head * vectors;
  let scale = inverseSqrt(f32(params.head_width));

  let i = inside(four(n / all_heads * 4));  // surplus queries repeat the last one and write the same
  let row = n % all_heads * params.time + i;
  let query = base + i * 3 * width;
  let out = history * params.time * width + head * vectors + i * width;
  for (var d = 0u; d < vectors; d++) { store(out + d, mat4x4f()); }
  var total = vec4f(0.0);
  var highest = vec4f(LOWEST);

  let span_x = span(history, i.x);
  let span_y = span(history, i.y);
  let span_z = span(history, i.z);
  let span_w = span(history, i.w);
  for (var first = first_key_in(i.x, span_x); first <= last_key_in(i.w, span_w); first += 4) {
    let j = four(first);
    let key = base + inside(j) * 3 * width + width;
    var s = mat4x4f();
    for (var d = 0u; d < vectors; d++) { s += transpose(packed(key + d)) * packed(query + d); }
    s *= scale;
    let seen_x = pairs(i.x, j, span_x);
    let seen_y = pairs(i.y, j, span_y);
    let seen_z = pairs(i.z, j, span_z);
    let seen_w = pairs(i.w, j, span_w);
    let tops = vec4f(max_seen(s[0], seen_x), max_seen(s[1], seen_y), max_seen(s[2], seen_z), max_seen(s[3], seen_w));
    let raised = max(highest, tops);
    let keep = exp(highest - raised);
    highest = raised;
    let w = mat4x4f(
      weights(s[0], raised.x, seen_x),
      weights(s[1], raised.y, seen_y),
      weights(s[2], raised.z, seen_z),
      weights(s[3], raised.w, seen_w),
    );
    total = total * keep + vec4f(1.0) * w;
    let dropped = dropped_pairs(row, first);
    let kept = mat4x4f(
      w[0] * kept_pairs(dropped, 0),
      w[1] * kept_pairs(dropped, 1),
      w[2] * kept_pairs(dropped, 2),
      w[3] * kept_pairs(dropped, 3),
    );
    for (var d = 0u; d < vectors; d++) {
      store(out + d, scaled(sums(out + d), keep) + packed(key + width + d) * kept);
    }
  }

  for (var d = 0u; d < vectors; d++) { store(out + d, scaled(sums(out + d), 1.0 / total)); }
  let denominator = highest + log(total);
  lse[row.x] = denominator.x;
  lse[row.y] = denominator.y;
  lse[row.z] = denominator.z;
  lse[row.w] = denominator.w;
}
