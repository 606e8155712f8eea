// matmul: the left operand transposed, contiguous along m
//
// Slot file: four rows of the product's left operand at one i, and which (i, quad of rows) a lane stages.

@group(0) @binding(0) var<storage, read> a: array<f32>;  // (k, m)

fn a_at(rows: vec4u, i: u32) -> vec4f {
  let at = i * params.m + rows;
  return vec4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

// Neighbouring lanes read neighbouring rows.
fn a_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}
