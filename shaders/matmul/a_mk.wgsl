// matmul: the left operand as it is, contiguous along k
//
// Slot file: four rows of the product's left operand at one i, and which (i, quad of rows) a lane stages.

@group(0) @binding(0) var<storage, read> a: array<f32>;  // (m, k)

fn a_at(rows: vec4u, i: u32) -> vec4f {
  let at = rows * params.k + i;
  return vec4f(a[at.x], a[at.y], a[at.z], a[at.w]);
}

// Neighbouring lanes read neighbouring i.
fn a_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index % steps, index / steps);
}
