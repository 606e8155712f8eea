// attention, tiles of four queries × four keys: whose rows, which pairs count, and their dropout
//
// Slot file: needs `params`, the binding `qkv`, the slot `mask` and dropout.wgsl. Matrices of pairs hold a query per
// column, a key per component. DROPOUT is an override because SwiftShader runs both sides of a branch, and the random
// bits cost as much as the scores.

override DROPOUT: bool = false;

// Four consecutive positions
fn four(first: u32) -> vec4u { return first + vec4u(0, 1, 2, 3); }

// Those positions, the last one in place of any past the end
fn inside(positions: vec4u) -> vec4u { return min(positions, vec4u(params.time - 1)); }

// Vector `at[r]` of qkv in column r
fn packed(at: vec4u) -> mat4x4f { return mat4x4f(qkv[at.x], qkv[at.y], qkv[at.z], qkv[at.w]); }

// Whether query i and each of the keys j are a pair
fn pairs(i: u32, j: vec4u, padding: u32) -> vec4<bool> {
  let seen = vec4<bool>(
    allowed(i, j.x, padding), allowed(i, j.y, padding), allowed(i, j.z, padding), allowed(i, j.w, padding),
  );
  return seen & (j < vec4u(params.time));
}

// Dropout of four probabilities, the first of which has index `first` among (batch, heads, time, time)
fn dropout_scales(first: u32) -> vec4f {
  if (!DROPOUT) { return vec4f(1.0); }
  return vec4f(
    dropout_scale(first), dropout_scale(first + 1), dropout_scale(first + 2), dropout_scale(first + 3),
  );
}
