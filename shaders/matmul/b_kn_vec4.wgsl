// matmul: the right operand as it is, contiguous along n, read by quads
//
// Slot file: four columns of the product's right operand at one i, and which (i, quad of columns) a lane stages.
// limits    n a multiple of 4; `cols` is an aligned quad, or lies past the end and its values are dropped.

@group(0) @binding(1) var<storage, read> b: array<vec4f>;  // (k, n)

fn b_at(cols: vec4u, i: u32) -> vec4f {
  return b[(i * params.n + cols.x) / 4];
}

// Neighbouring lanes read neighbouring columns.
fn b_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}
