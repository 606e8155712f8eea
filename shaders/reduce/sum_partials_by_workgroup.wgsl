// Σ_i term(i), first of two passes, one partial sum per workgroup
//
//   partials[g] = Σ_{i owned by workgroup g} term(i)
//
// slot      term(i), from a file that binds its input at 0.
// work      workgroup g of PARTIALS, lane l owns elements g·LANES + l, + PARTIALS·LANES, …
// numerics  lanes sum in order, then a tree over the lanes.
// limits    count < 2³² − PARTIALS·LANES; LANES a power of two.

override LANES: u32 = 256;
override PARTIALS: u32 = 128;

@group(0) @binding(1) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> lane_sums: array<f32, LANES>;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = group.x * LANES + lane; i < params.count; i += PARTIALS * LANES) { sum += term(i); }
  lane_sums[lane] = sum;
  for (var half = LANES / 2u; half > 0u; half /= 2u) {
    workgroupBarrier();
    if (lane < half) { lane_sums[lane] += lane_sums[lane + half]; }
  }
  if (lane == 0u) { partials[group.x] = lane_sums[0]; }
}
