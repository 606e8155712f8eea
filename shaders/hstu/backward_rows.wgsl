// hstu.backward, pass 1 of 2, one lane per head of a history: no barriers
//
//   s[i,j]  = q[i]·k[j] + positions[i − j] + times[lapse(i, j)]    over the pairs that the slot `mask` allows
//   ds[i,j] = dy[i]·v[j] · silu′(s[i,j]) / n[i]
//   dq[i]   = Σ_j ds[i,j] · k[j]       dk[j] = Σ_i ds[i,j] · q[i]       dv[j] = Σ_i silu(s[i,j]) · dy[i] / n[i]
//   partial[head, r] = Σ of ds where i − j = r;  behind these, for each row of times, Σ of ds where lapse(i, j) is that row
//
// needs     attention/tile_rows.wgsl and bias_four.wgsl; pointwise/silu.wgsl of quads; the slot `apart` says whether times count.
// source    derivative of hstu.forward.
// work      lane n of the grid owns head n mod heads of history n / heads, tile by tile of four queries × four keys.
// numerics  tiles in order.
// limits    head_width a multiple of 4. dqkv and partial are summed in place, as in attention/backward_rows.wgsl.

override LANES: u32 = 4;

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;       // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;      // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       positions: array<f32>;  // (window)
@group(0) @binding(3) var<storage, read_write> dqkv: array<vec4f>;     // (batch, time, 3, heads, head_width)
@group(0) @binding(5) var<storage, read_write> partial: array<f32>;    // (batch, heads, window + TIME_ROWS)

fn upstream(at: vec4u) -> mat4x4f { return mat4x4f(dy[at.x], dy[at.y], dy[at.z], dy[at.w]); }

// Adds column r to vector at[r] of dqkv, where that position exists.
fn add(at: vec4u, m: mat4x4f, exists: vec4<bool>) {
  if (exists.x) { dqkv[at.x] += m[0]; }
  if (exists.y) { dqkv[at.y] += m[1]; }
  if (exists.z) { dqkv[at.z] += m[2]; }
  if (exists.w) { dqkv[at.w] += m[3]; }
}

// Adds each component to its entry of the sums that begin at `first`; where a pair is not seen it is 0.
fn add_entries(first: u32, entries: vec4u, ds: vec4f) {
  partial[first + entries.x] += ds.x;
  partial[first + entries.y] += ds.y;
  partial[first + entries.z] += ds.z;
  partial[first + entries.w] += ds.w;
}

// What a query makes of four keys: weights and slopes
struct Four { weight: vec4f, slope: vec4f }

fn weighed(s: vec4f, da: vec4f, i: u32, at: f32, j: vec4u, at_keys: vec4f, seen: vec4<bool>, by: f32, sums: u32) -> Four {
  let places = places_apart(i, j);
  let rows = lapses(at, at_keys);
  let scores = s + bias(places, rows);
  let weight = select(vec4f(0.0), value(scores) * by, seen);
  let ds = select(vec4f(0.0), da * slope(scores) * by, seen);
  add_entries(sums, places, ds);
  if (TIMED) { add_entries(sums + params.window, rows, ds); }
  return Four(weight, ds);
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
  let width = params.heads * vectors;  // from q to k, from k to v, and from one position of dy to the next
  let base = history * params.time * 3 * width + head * vectors;
  let plain_base = history * params.time * width + head * vectors;
  let entries = params.window + TIME_ROWS;
  let sums = n * entries;

  for (var entry = 0u; entry < entries; entry++) { partial[sums + entry] = 0.0; }
  for (var part = 0u; part < 3 * params.time; part++) {
    for (var d = 0u; d < vectors; d++) { dqkv[base + part * width + d] = vec4f(0.0); }
  }

  for (var first_i = 0u; first_i < params.time; first_i += 4) {
    let i = inside(four(first_i));
    let real = four(first_i) < vec4u(params.time);
    let at = moments(history * params.time + i);
    let query = base + i * 3 * width;
    let plain = plain_base + i * width;

    let span_x = span(history, i.x);
    let span_y = span(history, i.y);
    let span_z = span(history, i.z);
    let span_w = span(history, i.w);
    let by = vec4f(share(i.x, span_x), share(i.y, span_y), share(i.z, span_z), share(i.w, span_w));
    for (var first = first_key_in(i.x, span_x); first <= last_key_in(i.w, span_w); first += 4) {
      let j = four(first);
      let at_keys = moments(history * params.time + inside(j));
      let key = base + inside(j) * 3 * width + width;
      var s = mat4x4f();
      var da = mat4x4f();
      for (var d = 0u; d < vectors; d++) {
        s += transpose(packed(key + d)) * packed(query + d);
        da += transpose(packed(key + width + d)) * upstream(plain + d);
      }
      let x = weighed(s[0], da[0], i.x, at.x, j, at_keys, pairs(i.x, j, span_x), by.x, sums);
      let y = weighed(s[1], da[1], i.y, at.y, j, at_keys, pairs(i.y, j, span_y) & vec4<bool>(real.y), by.y, sums);
      let z = weighed(s[2], da[2], i.z, at.z, j, at_keys, pairs(i.z, j, span_z) & vec4<bool>(real.z), by.z, sums);
      let w = weighed(s[3], da[3], i.w, at.w, j, at_keys, pairs(i.w, j, span_w) & vec4<bool>(real.w), by.w, sums);
      let ds = mat4x4f(x.slope, y.slope, z.slope, w.slope);
      let weights = mat4x4f(x.weight, y.weight, z.weight, w.weight);
      let exists = j < vec4u(params.time);
      for (var d = 0u; d < vectors; d++) {
        add(query + d, packed(key + d) * ds, real);
        add(key + d, packed(query + d) * transpose(ds), exists);
        add(key + width + d, upstream(plain + d) * transpose(weights), exists);
      }
    }
  }
}
