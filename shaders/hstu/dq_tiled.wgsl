// hstu.backward, pass 1 of 3, one query per lane, keys and values staged in workgroup memory
//
//   s[i,j]  = q[i]·k[j] + positions[i − j] + times[lapse(i, j)]    over the keys j that the slot `mask` allows query i
//   ds[i,j] = dy[i]·v[j] · silu′(s[i,j]) / n[i]                     dq[i] = Σ_j ds[i,j] · k[j]
//   partial[tile of queries, r] = Σ of ds where i − j = r;  behind these, for each row of times, Σ where lapse(i, j) is that row
//
// needs     pointwise/silu.wgsl of elements; the slot `apart` says whether times count.
// source    derivative of hstu.forward.
// work      one workgroup per LANES queries of one head of one history; TILE keys at a time. The slopes of a tile lie in workgroup
//           memory, beside the rows of times of four pairs a word: each lane adds up the diagonals r ≡ lane (mod LANES), which
//           nobody else writes, and those of row `lane`, of which there are as many as lanes. So nothing is added at random.
// numerics  keys in order; within a tile the pairs of an entry in a fixed order.
// limits    head_width = HEAD_WIDTH, a multiple of 4, at most 64; LANES = 64, the rows of times; TILE a multiple of 4;
//           TILE · (2 · HEAD_WIDTH + 5/4 · LANES) floats of workgroup memory.

override LANES: u32 = 64;
override TILE: u32 = 16;
override HEAD_WIDTH: u32 = 64;
override VECTORS: u32 = HEAD_WIDTH / 4;
override TILE_VECTORS: u32 = TILE * VECTORS;
override TILE_PAIRS: u32 = TILE * LANES;
override TILE_WORDS: u32 = TILE_PAIRS / 4;

alias Row = array<vec4f, 16>;

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;       // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       qkv: array<vec4f>;      // (batch, time, 3, heads, head_width)
@group(0) @binding(2) var<storage, read>       positions: array<f32>;  // (window)
@group(0) @binding(3) var<storage, read_write> dqkv: array<vec4f>;     // (batch, time, 3, heads, head_width)
@group(0) @binding(5) var<storage, read_write> partial: array<f32>;    // (tiles, window + TIME_ROWS)

var<workgroup> keys: array<vec4f, TILE_VECTORS>;
var<workgroup> values: array<vec4f, TILE_VECTORS>;
var<workgroup> slopes: array<f32, TILE_PAIRS>;      // of staged key n and lane l at n · LANES + l
var<workgroup> rows_of_times: array<u32, TILE_WORDS>;  // of keys 4w … 4w + 3 and lane l at w · LANES + l, a byte each

// Copies keys and values of `count` positions; `first_at` is where the first key lies.
fn stage(lane: u32, first_at: u32, count: u32, width: u32) {
  for (var n = lane; n < count * VECTORS; n += LANES) {
    let at = first_at + n / VECTORS * 3 * width + n % VECTORS;
    keys[n] = qkv[at];
    values[n] = qkv[at + width];
  }
}

// Adds the diagonals of a tile to those sums that are this lane's; query `first` and key `tile` are its corner.
fn add_diagonals(lane: u32, sums: u32, first: u32, last: u32, tile: u32) {
  let least = max(i32(first) - i32(tile + TILE - 1), 0);
  let most = min(i32(last) - i32(tile), i32(params.window) - 1);
  for (var r = least + (i32(lane) - least % i32(LANES) + i32(LANES)) % i32(LANES); r <= most; r += i32(LANES)) {
    var sum = 0.0;
    let offset = r + i32(tile) - i32(first);
    for (var n = max(-offset, 0); n < min(i32(TILE), i32(LANES) - offset); n++) {
      sum += slopes[u32(n) * LANES + u32(n + offset)];
    }
    partial[sums + u32(r)] += sum;
  }
}

// The slopes of a tile whose row of times is `row`
fn slopes_of(row: u32) -> f32 {
  var sum = 0.0;
  for (var word = 0u; word < TILE_WORDS; word++) {
    let apart = rows_of_times[word] ^ (row * 0x01010101u);
    if (((apart - 0x01010101u) & ~apart & 0x80808080u) == 0u) { continue; }  // no byte of it is 0
    let at = word / LANES * 4 * LANES + word % LANES;
    sum += select(0.0, slopes[at], (apart & 0xffu) == 0u);
    sum += select(0.0, slopes[at + LANES], (apart & 0xff00u) == 0u);
    sum += select(0.0, slopes[at + 2 * LANES], (apart & 0xff0000u) == 0u);
    sum += select(0.0, slopes[at + 3 * LANES], (apart & 0xff000000u) == 0u);
  }
  return sum;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let which_tile = group.x + group.y * groups.x;
  let tiles = (params.time + LANES - 1) / LANES;
  if (which_tile >= params.batch * params.heads * tiles) { return; }  // uniform: the whole workgroup leaves together
  let which = which_tile / tiles;
  let history = which / params.heads;
  let head = which % params.heads;
  let width = params.heads * VECTORS;  // from q to k, from k to v, and from one position of dy to the next
  let base = history * params.time * 3 * width + head * VECTORS;
  let plain_base = history * params.time * width + head * VECTORS;

  let first = which_tile % tiles * LANES;
  let last = min(first + LANES, params.time) - 1;
  let i = min(first + lane, last);  // surplus lanes repeat the last query and count for nothing
  let at = moment(history * params.time + i);
  let entries = params.window + TIME_ROWS;
  let sums = which_tile * entries;
  for (var entry = lane; entry < entries; entry += LANES) { partial[sums + entry] = 0.0; }

  let own = span(history, i);
  let by = share(i, own);
  var q: Row;
  var upstream: Row;
  for (var d = 0u; d < VECTORS; d++) {
    q[d] = qkv[base + i * 3 * width + d];
    upstream[d] = dy[plain_base + i * width + d] * by;
  }
  var dq: Row;
  var of_row = 0.0;

  let end = last_key_in(last, span(history, last)) + 1;
  for (var tile = first_key_in(first, span(history, first)); tile < end; tile += TILE) {
    let count = min(TILE, end - tile);
    workgroupBarrier();
    stage(lane, base + tile * 3 * width + width, count, width);
    workgroupBarrier();
    for (var word = 0u; word < TILE / 4; word++) {
      var rows = 0u;
      for (var byte = 0u; byte < 4; byte++) {
        let n = 4 * word + byte;
        let j = tile + n;
        var ds = 0.0;
        if (n < count && first + lane <= last && sees(i, j, own)) {
          let row = lapse(at, moment(history * params.time + j));
          var score = positions[i - j];
          if (TIMED) { score += time_bias(row); }
          var da = 0.0;
          for (var d = 0u; d < VECTORS; d++) {
            score += dot(q[d], keys[n * VECTORS + d]);
            da += dot(upstream[d], values[n * VECTORS + d]);
          }
          ds = da * slope(score);
          for (var d = 0u; d < VECTORS; d++) { dq[d] += ds * keys[n * VECTORS + d]; }
          rows |= row << (8 * byte);
        }
        slopes[n * LANES + lane] = ds;
      }
      if (TIMED) { rows_of_times[word * LANES + lane] = rows; }
    }
    workgroupBarrier();
    add_diagonals(lane, sums, first, last, tile);
    if (TIMED) { of_row += slopes_of(lane); }
  }

  if (TIMED) { partial[sums + params.window + lane] = of_row; }
  if (first + lane > last) { return; }
  for (var d = 0u; d < VECTORS; d++) { dqkv[base + i * 3 * width + d] = dq[d]; }
}
