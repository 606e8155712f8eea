// Slot file of crossentropy.backward_hidden, second pass: the totals are dh.

@group(0) @binding(1) var<storage, read_write> dh: array<vec4f>;  // (rows, width)

fn write_total(i: u32, total: vec4f) { dh[i] = total; }
fn total_quads() -> u32 { return params.rows * (params.width / 4u); }
