// matmul: the left operand transposed, contiguous along m
//
// Slot file: four rows of the product's left operand at one i and at four, and which (i, quad of rows) a lane stages.

@group(0) @binding(0) var<storage, read> a: array<f32>;  // (k, m)

fn a_at(rows: vec4u, i: u32) -> vec4f {
  let at = i * params.m + rows;
  return vec4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

fn a_four(rows: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(a_at(rows, i), a_at(rows, i + 1), a_at(rows, i + 2), a_at(rows, i + 3));
}

// Neighbouring lanes read neighbouring rows.
fn a_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}
