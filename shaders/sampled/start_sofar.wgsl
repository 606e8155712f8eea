// Slot file of sampled.add_scaled_rows: the rows are added to others.

@group(0) @binding(3) var<storage, read> sofar: array<Lane>;  // (rows, width)

fn lane_start(i: u32) -> Lane { return sofar[i]; }
