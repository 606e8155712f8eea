// Slot file of codes.scores_onto: the sum starts from the scores of the slots before.

@group(0) @binding(3) var<storage, read> sofar: array<Lane>;  // (rows, vocabulary)

fn lane_start(i: u32) -> Lane { return sofar[i]; }
