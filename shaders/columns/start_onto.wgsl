// Slot file of columns.put_onto: the sum starts from another gradient of x.

@group(0) @binding(2) var<storage, read> sofar: array<Lane>;  // (rows, width)

fn lane_start(i: u32) -> Lane { return sofar[i]; }
