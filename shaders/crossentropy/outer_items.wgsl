// Slot file: catalogue items outside, rows of h inside; outer_rows.wgsl with the roles exchanged.

@group(0) @binding(0) var<storage, read> h: array<vec4f>;      // (rows, width)
@group(0) @binding(1) var<storage, read> table: array<vec4f>;  // (vocabulary, width)

fn outer_count() -> u32 { return params.vocabulary; }
fn inner_count() -> u32 { return params.rows; }
fn outer_quad(outer: u32, quad: u32) -> vec4f { return table[outer * (params.width / 4u) + quad]; }
fn inner_quad(inner: u32, quad: u32) -> vec4f { return h[inner * (params.width / 4u) + quad]; }
