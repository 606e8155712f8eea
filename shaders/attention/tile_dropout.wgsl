// attention, tiles of four queries × four keys: the dropout of their pairs
//
// Slot file: needs `params` and dropout.wgsl. The random bits add a third to a half to the time of a forward, so that DROPOUT of
// dropout.wgsl leaves them out; they are drawn in a loop because 16 copies of the generator doubled the time to compile.

// Which of the 16 pairs are dropped: bit 4c + r for query row[c] and key first + r
fn dropped_pairs(row: vec4u, first: u32) -> u32 {
  var bits = 0u;
  if (DROPOUT) {
    for (var n = 0u; n < 16; n++) {
      let scale = dropout_scale(row[n / 4] * params.time + first + n % 4);
      bits |= select(0u, 1u, scale == 0.0) << n;
    }
  }
  return bits;
}

// Dropout of the four keys of query c of a tile
fn kept_pairs(dropped: u32, c: u32) -> vec4f {
  if (!DROPOUT) { return vec4f(1.0); }
  let hit = (vec4u(dropped >> (4 * c)) & vec4u(1, 2, 4, 8)) != vec4u(0);
  return select(vec4f(params.keep_scale), vec4f(0.0), hit);
}
