// Slot file: rows of h outside, catalogue items inside. A logit is z = ⟨h[row], table[item]⟩; a lane or workgroup owns
// some outer vectors and walks over the inner ones. Vectors are read as quads, four columns each.

@group(0) @binding(0) var<storage, read> h: array<vec4f>;      // (rows, width)
@group(0) @binding(1) var<storage, read> table: array<vec4f>;  // (vocabulary, width)

fn outer_count() -> u32 { return params.rows; }
fn inner_count() -> u32 { return params.vocabulary; }
fn outer_quad(outer: u32, quad: u32) -> vec4f { return h[outer * (params.width / 4u) + quad]; }
fn inner_quad(inner: u32, quad: u32) -> vec4f { return table[inner * (params.width / 4u) + quad]; }
