// attention, tiles of four queries × four keys: whose rows, which pairs count, and their dropout
//
// Slot file: needs `params`, the binding `qkv`, within_span.wgsl and dropout.wgsl. Matrices of pairs hold a query per
// column, a key per component. The random bits add a third to a half to the time of a forward, so that DROPOUT of dropout.wgsl
// leaves them out; they are drawn in a loop because 16 copies of the generator doubled the time to compile.

// Four consecutive positions
fn four(first: u32) -> vec4u { return first + vec4u(0, 1, 2, 3); }

// Those positions, the last one in place of any past the end
fn inside(positions: vec4u) -> vec4u { return min(positions, vec4u(params.time - 1)); }

// Vector `at[r]` of qkv in column r
fn packed(at: vec4u) -> mat4x4f { return mat4x4f(qkv[at.x], qkv[at.y], qkv[at.z], qkv[at.w]); }

// Whether query i, which stands in the span `within`, and each of the keys j are a pair
fn pairs(i: u32, j: vec4u, within: vec2u) -> vec4<bool> {
  let seen = vec4<bool>(sees(i, j.x, within), sees(i, j.y, within), sees(i, j.z, within), sees(i, j.w, within));
  return seen & (j < vec4u(params.time));
}

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
