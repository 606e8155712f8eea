// Slot file: sums over the lanes of a workgroup
//
// needs     LANES and `alias Term`, what is added up. LANES and `width` are powers of two.
// numerics  a tree: x[l] + x[l + width/2] first, then halves of halves.
// limits    called in uniform control flow.

var<workgroup> lane_sums: array<Term, LANES>;

// Adds up the values of every `width` neighbouring lanes; the first of them may read the sum at lane_sums[lane].
fn add_up(lane: u32, width: u32, value: Term) {
  lane_sums[lane] = value;
  for (var half = width / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane % width < half) { lane_sums[lane] += lane_sums[lane + half]; }
  }
}

// The sum of `value` over the workgroup, for every lane.
fn workgroup_sum(lane: u32, value: Term) -> Term {
  add_up(lane, LANES, value);
  return workgroupUniformLoad(&lane_sums[0]);
}
