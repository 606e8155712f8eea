// Σ_i term(i), first of two passes, one partial sum per workgroup
//
//   partials[g] = Σ_{i owned by workgroup g} term(i)
//
// slot      term(i), from a file that binds its input at 0.
// needs     workgroup/sum.wgsl.
// work      workgroup g of PARTIALS, lane l owns elements g·LANES + l, + PARTIALS·LANES, …
// numerics  lanes sum in order, then a tree over the lanes.
// limits    count < 2³² − PARTIALS·LANES; LANES a power of two.

override LANES: u32 = 256;
override PARTIALS: u32 = 128;

@group(0) @binding(1) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_index) lane: u32) {
  var sum = 0.0;
  for (var i = group.x * LANES + lane; i < params.count; i += PARTIALS * LANES) { sum += term(i); }
  add_up(lane, LANES, sum);
  if (lane == 0u) { partials[group.x] = lane_sums[0]; }
}
