// Slot file of crossentropy.backward_hidden: the totals are dh.

@group(0) @binding(5) var<storage, read_write> dh: array<vec4f>;  // (rows, width)

fn write_total(outer: u32, quad: u32, total: vec4f) { dh[outer * (params.width / 4u) + quad] = total; }
