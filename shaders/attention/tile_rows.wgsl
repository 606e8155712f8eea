// attention, tiles of four queries × four keys: whose rows, and which pairs count
//
// Slot file: needs `params`, the binding `qkv` and within_span.wgsl. Matrices of pairs hold a query per column, a key per
// component.

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
