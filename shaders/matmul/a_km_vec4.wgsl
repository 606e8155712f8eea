// matmul: the left operand transposed, contiguous along m, read by quads
//
// Slot file: four rows of the product's left operand at one i, and which (i, quad of rows) a lane stages.
// limits    m a multiple of 4; `rows` is an aligned quad, or lies past the end and its values are dropped.

@group(0) @binding(0) var<storage, read> a: array<vec4f>;  // (k, m)

fn a_at(rows: vec4u, i: u32) -> vec4f {
  return a[(i * params.m + rows.x) / 4];
}

// Neighbouring lanes read neighbouring rows.
fn a_place(index: u32, quads: u32, steps: u32) -> vec2u {
  return vec2u(index / quads, index % quads);
}
