// hstu.backward, slot `put` of the last pass: there is a table of positions alone

const TIME_ROWS = 0u;

@group(0) @binding(1) var<storage, read_write> dpositions: array<f32>;  // (window)

fn put(entry: u32, sum: f32) { dpositions[entry] = sum; }
