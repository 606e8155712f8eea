// matmul: the right operand as it is, contiguous along n
//
// Slot file: four columns of the product's right operand at one i and at four, and which (i, quad of columns) a lane stages.

@group(0) @binding(1) var<storage, read> b: array<f32>;  // (k, n)

fn b_at(cols: vec4u, i: u32) -> vec4f {
  let at = i * params.n + cols;
  return vec4f(b[at.x], b[at.y], b[at.z], b[at.w]);
}

fn b_four(cols: vec4u, i: u32) -> mat4x4f {
  return mat4x4f(b_at(cols, i), b_at(cols, i + 1), b_at(cols, i + 2), b_at(cols, i + 3));
}

// Neighbouring lanes read neighbouring columns.
fn b_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}
