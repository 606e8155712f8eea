// Slot file: the maximum over the lanes of a workgroup
//
// needs     LANES, a power of two.
// limits    called in uniform control flow.

var<workgroup> lane_maxima: array<f32, LANES>;

// The greatest `value` of the workgroup, for every lane.
fn workgroup_max(lane: u32, value: f32) -> f32 {
  lane_maxima[lane] = value;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { lane_maxima[lane] = max(lane_maxima[lane], lane_maxima[lane + half]); }
  }
  return workgroupUniformLoad(&lane_maxima[0]);
}
