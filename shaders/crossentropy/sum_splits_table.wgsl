// Slot file of crossentropy.backward_table, second pass: the totals are dtable.

@group(0) @binding(1) var<storage, read_write> dtable: array<vec4f>;  // (vocabulary, width)

fn write_total(i: u32, total: vec4f) { dtable[i] = total; }
fn total_quads() -> u32 { return params.vocabulary * (params.width / 4u); }
