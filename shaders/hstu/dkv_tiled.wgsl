// hstu.backward, pass 2 of 3, one key per lane, queries and their gradients staged in workgroup memory
//
//   s[i,j]  = q[i]·k[j] + positions[i − j] + times[lapse(i, j)]    ds[i,j] = dy[i]·v[j] · silu′(s[i,j]) / n[i]
//   dk[j]   = Σ_i ds[i,j] · q[i]
//   dv[j]   = Σ_i silu(s[i,j]) · dy[i] / n[i]       both over the queries i that the slot `mask` allows to see j
//
// needs     pointwise/silu.wgsl of elements; the slot `apart` says whether times count.
// source    derivative of hstu.forward.
// work      one workgroup per LANES keys of one head of one history; TILE queries at a time.
// numerics  queries in order.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64; 2 · TILE · HEAD_WIDTH floats of workgroup memory.

override LANES: u32 = 64;
override TILE: u32 = 32;
override HEAD_WIDTH: u32 = 64;
override VECTORS: u32 = HEAD_WIDTH / 4;
override TILE_VECTORS: u32 = TILE * VECTORS;

alias Row = array<vec4f, 16>;

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;       // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;      // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       positions: array<f32>;  // (window)
@group(0) @binding(3) var<storage, read_write> dqkv: array<vec4f>;     // (batch, time, 3, heads, head_width)

var<workgroup> queries: array<vec4f, TILE_VECTORS>;
var<workgroup> upstreams: array<vec4f, TILE_VECTORS>;

// Copies queries and dy of `count` positions; the first lie at `query` and `upstream`.
fn stage(lane: u32, query: u32, upstream: u32, count: u32, width: u32) {
  for (var n = lane; n < count * VECTORS; n += LANES) {
    queries[n] = qkv[query + n / VECTORS * 3 * width + n % VECTORS];
    upstreams[n] = dy[upstream + n / VECTORS * width + n % VECTORS];
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
  let width = params.heads * VECTORS;  // from q to k, from k to v, and from one position of dy to the next
  let base = history * params.time * 3 * width + head * VECTORS;
  let plain_base = history * params.time * width + head * VECTORS;

  let first = n % tiles * LANES;
  let last = min(first + LANES, params.time) - 1;
  let j = min(first + lane, last);  // surplus lanes repeat the last key and write nothing
  let at = moment(history * params.time + j);
  let key = base + j * 3 * width + width;

  var k: Row;
  var v: Row;
  for (var d = 0u; d < VECTORS; d++) {
    k[d] = qkv[key + d];
    v[d] = qkv[key + width + d];
  }
  var dk: Row;
  var dv: Row;

  let own = span(history, j);
  let of_first = span(history, first);
  let of_last = span(history, last);
  let begin = min(first_query_in(first, of_first), first_query_in(last, of_last));
  let end = max(last_query_in(first, of_first), last_query_in(last, of_last)) + 1;
  for (var tile = begin; tile < end; tile += TILE) {
    let count = min(TILE, end - tile);
    workgroupBarrier();
    stage(lane, base + tile * 3 * width, plain_base + tile * width, count, width);
    workgroupBarrier();
    for (var n = 0u; n < count; n++) {
      let i = tile + n;
      if (!sees(i, j, own)) { continue; }
      var score = positions[i - j];
      if (TIMED) { score += time_bias(lapse(moment(history * params.time + i), at)); }
      var da = 0.0;
      for (var d = 0u; d < VECTORS; d++) {
        score += dot(k[d], queries[n * VECTORS + d]);
        da += dot(v[d], upstreams[n * VECTORS + d]);
      }
      let by = share(i, own);
      let weight = value(score) * by;
      let ds = da * slope(score) * by;
      for (var d = 0u; d < VECTORS; d++) {
        dk[d] += ds * queries[n * VECTORS + d];
        dv[d] += weight * upstreams[n * VECTORS + d];
      }
    }
  }

  if (first + lane > last) { return; }
  for (var d = 0u; d < VECTORS; d++) {
    dqkv[key + d] = dk[d];
    dqkv[key + width + d] = dv[d];
  }
}
