// Slot file of crossentropy.backward_table: the totals are dtable.

@group(0) @binding(5) var<storage, read_write> dtable: array<vec4f>;  // (vocabulary, width)

fn write_total(outer: u32, quad: u32, total: vec4f) { dtable[outer * (params.width / 4u) + quad] = total; }
