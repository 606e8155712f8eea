// hstu.forward, four queries per lane: no barriers
//
//   s[i,j] = q[i]·k[j] + positions[i − j] + times[lapse(i, j)]     over the keys j that the slot `mask` allows query i
//   y[i]   = Σ_j silu(s[i,j]) · v[j] / n[i]                        n: window, or the items that i sees
//
// needs     attention/tile_rows.wgsl and bias_four.wgsl; pointwise/silu.wgsl of quads; the slot `apart` says whether times count.
// source    Zhai et al. 2024, arXiv:2402.17152, eq. 2.
// work      lane n of the grid owns queries 4t to 4t + 3 of head n mod (batch · heads), t = n / (batch · heads), so that
//           neighbouring lanes loop equally long. Matrices hold a query per column, a key per component.
// numerics  keys in order.
// limits    head_width a multiple of 4. y is summed in place, as in attention/forward_rows.wgsl and for its reason.

override LANES: u32 = 16;

@group(0) @binding(0) var<storage, read>       qkv: array<vec4f>;      // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       positions: array<f32>;  // (window)
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;        // (batch, time, heads, head_width)

fn sums(at: vec4u) -> mat4x4f { return mat4x4f(y[at.x], y[at.y], y[at.z], y[at.w]); }

fn store(at: vec4u, m: mat4x4f) {
  y[at.x] = m[0];
  y[at.y] = m[1];
  y[at.z] = m[2];
  y[at.w] = m[3];
}

// Weights of four keys for query i, whose products with them are `s`
fn weights(s: vec4f, i: u32, at: f32, j: vec4u, at_keys: vec4f, within: vec2u) -> vec4f {
  let scores = s + bias(places_apart(i, j), lapses(at, at_keys));
  return select(vec4f(0.0), value(scores) * share(i, within), pairs(i, j, within));
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

  let i = inside(four(n / all_heads * 4));  // surplus queries repeat the last one and write the same
  let at = moments(history * params.time + i);
  let query = base + i * 3 * width;
  let out = history * params.time * width + head * vectors + i * width;
  for (var d = 0u; d < vectors; d++) { store(out + d, mat4x4f()); }

  let span_x = span(history, i.x);
  let span_y = span(history, i.y);
  let span_z = span(history, i.z);
  let span_w = span(history, i.w);
  for (var first = first_key_in(i.x, span_x); first <= last_key_in(i.w, span_w); first += 4) {
    let j = four(first);
    let at_keys = moments(history * params.time + inside(j));
    let key = base + inside(j) * 3 * width + width;
    var s = mat4x4f();
    for (var d = 0u; d < vectors; d++) { s += transpose(packed(key + d)) * packed(query + d); }
    let w = mat4x4f(
      weights(s[0], i.x, at.x, j, at_keys, span_x),
      weights(s[1], i.y, at.y, j, at_keys, span_y),
      weights(s[2], i.z, at.z, j, at_keys, span_z),
      weights(s[3], i.w, at.w, j, at_keys, span_w),
    );
    for (var d = 0u; d < vectors; d++) { store(out + d, sums(out + d) + packed(key + width + d) * w); }
  }
}
