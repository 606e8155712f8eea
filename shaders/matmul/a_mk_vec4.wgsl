// matmul: the left operand as it is, contiguous along k, read by quads
//
// Slot file: four rows of the product's left operand at one i and at four.
// limits    k a multiple of 4; a_four: i a multiple of 4.

@group(0) @binding(0) var<storage, read> a: array<vec4f>;  // (m, k)

fn a_at(rows: vec4u, i: u32) -> vec4f {
  let at = rows * params.k + i;
  return vec4f(a[at.x / 4][at.x % 4], a[at.y / 4][at.y % 4], a[at.z / 4][at.z % 4], a[at.w / 4][at.w % 4]);
}

fn a_four(rows: vec4u, i: u32) -> mat4x4f {
  let at = (rows * params.k + i) / 4;
  return transpose(mat4x4f(a[at.x], a[at.y], a[at.z], a[at.w]));
}
