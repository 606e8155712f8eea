// matmul: the right operand transposed, contiguous along k
//
// Slot file: four columns of the product's right operand at one i, and which (i, quad of columns) a lane stages.

@group(0) @binding(1) var<storage, read> b: array<f32>;  // (n, k)

fn b_at(cols: vec4u, i: u32) -> vec4f {
  let at = cols * params.k + i;
  return vec4f(b[at.x], b[at.y], b[at.z], b[at.w]);
}

// Neighbouring lanes read neighbouring i.
fn b_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index % steps, index / steps);
}
