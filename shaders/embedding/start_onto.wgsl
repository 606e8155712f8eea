// Slot file of embedding.gradient_onto: the sum starts from another gradient of the table.

@group(0) @binding(4) var<storage, read> sofar: array<Lane>;  // (vocabulary, width)

fn lane_start(i: u32) -> Lane { return sofar[i]; }
