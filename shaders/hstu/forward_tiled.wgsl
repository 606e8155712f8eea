// hstu.forward, one query per lane, keys and values staged in workgroup memory
//
//   s[i,j] = q[i]·k[j] + positions[i − j] + times[lapse(i, j)]     over the keys j that the slot `mask` allows query i
//   y[i]   = Σ_j silu(s[i,j]) · v[j] / n[i]                        n: window, or the items that i sees
//
// needs     pointwise/silu.wgsl of elements; the slot `apart` says whether times count.
// source    Zhai et al. 2024, arXiv:2402.17152, eq. 2. No row needs its maximum or its sum first: one pass over tiles.
// work      one workgroup per LANES queries of one head of one history; TILE keys at a time.
// numerics  keys in order.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64; 2 · TILE · HEAD_WIDTH floats of workgroup memory.

override LANES: u32 = 64;
override TILE: u32 = 32;
override HEAD_WIDTH: u32 = 64;
override VECTORS: u32 = HEAD_WIDTH / 4;
override TILE_VECTORS: u32 = TILE * VECTORS;

alias Row = array<vec4f, 16>;

@group(0) @binding(0) var<storage, read>       qkv: array<vec4f>;      // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       positions: array<f32>;  // (window)
@group(0) @binding(3) var<storage, read_write> y: array<vec4f>;        // (batch, time, heads, head_width)

var<workgroup> keys: array<vec4f, TILE_VECTORS>;
var<workgroup> values: array<vec4f, TILE_VECTORS>;

// Copies keys and values of `count` positions; `first_at` is where the first key lies.
fn stage(lane: u32, first_at: u32, count: u32, width: u32) {
  for (var n = lane; n < count * VECTORS; n += LANES) {
    let at = first_at + n / VECTORS * 3 * width + n % VECTORS;
    keys[n] = qkv[at];
    values[n] = qkv[at + width];
  }
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let n = group.x + group.y * groups.x;
  let tiles = (params.time + LANES - 1) / LANES;
  if (n >= params.batch * params.heads * tiles) { return; }  // uniform: the whole workgroup leaves together
  let which = n / tiles;
  let history = which / params.heads;
  let head = which % params.heads;
  let width = params.heads * VECTORS;  // from q to k, from k to v, and from one position of y to the next
  let base = history * params.time * 3 * width + head * VECTORS;
  let plain_base = history * params.time * width + head * VECTORS;

  let first = n % tiles * LANES;
  let last = min(first + LANES, params.time) - 1;
  let i = min(first + lane, last);  // surplus lanes repeat the last query and write nothing
  let at = moment(history * params.time + i);

  var q: Row;
  for (var d = 0u; d < VECTORS; d++) { q[d] = qkv[base + i * 3 * width + d]; }
  var sum: Row;

  let own = span(history, i);
  let end = last_key_in(last, span(history, last)) + 1;
  for (var tile = first_key_in(first, span(history, first)); tile < end; tile += TILE) {
    let count = min(TILE, end - tile);
    workgroupBarrier();
    stage(lane, base + tile * 3 * width + width, count, width);
    workgroupBarrier();
    for (var n = 0u; n < count; n++) {
      let j = tile + n;
      if (!sees(i, j, own)) { continue; }
      var score = positions[i - j];
      if (TIMED) { score += time_bias(lapse(at, moment(history * params.time + j))); }
      for (var d = 0u; d < VECTORS; d++) { score += dot(q[d], keys[n * VECTORS + d]); }
      let weight = value(score);
      for (var d = 0u; d < VECTORS; d++) { sum[d] += weight * values[n * VECTORS + d]; }
    }
  }

  if (first + lane > last) { return; }
  let by = share(i, own);
  for (var d = 0u; d < VECTORS; d++) { y[plain_base + i * width + d] = sum[d] * by; }
}
