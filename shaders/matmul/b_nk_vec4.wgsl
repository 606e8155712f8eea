// matmul: the right operand transposed, contiguous along k, read by quads
//
// Slot file: four columns of the product's right operand at one i and at four.
// limits    k a multiple of 4; b_four: i a multiple of 4.

@group(0) @binding(1) var<storage, read> b: array<vec4f>;  // (n, k)

fn b_at(cols: vec4u, i: u32) -> vec4f {
  let at = cols * params.k + i;
  return vec4f(b[at.x / 4][at.x % 4], b[at.y / 4][at.y % 4], b[at.z / 4][at.z % 4], b[at.w / 4][at.w % 4]);
}

fn b_four(cols: vec4u, i: u32) -> mat4x4f {
  let at = (cols * params.k + i) / 4;
  return transpose(mat4x4f(b[at.x], b[at.y], b[at.z], b[at.w]));
}
