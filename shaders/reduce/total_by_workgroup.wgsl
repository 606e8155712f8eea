// Σ_i term(i), second of two passes: one workgroup adds the partial sums, a lane each
//
//   result = Σ_p partials[p]
//
// slot      finish(sum), from a file that binds its output at 1 (and what it reads from 2).
// needs     workgroup/sum.wgsl.
// work      lane p owns partial p.
// numerics  a tree over the lanes.
// limits    LANES, the number of partials, a power of two, at most 256.

override LANES: u32 = 128;

@group(0) @binding(0) var<storage, read> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(@builtin(local_invocation_index) lane: u32) {
  add_up(lane, LANES, partials[lane]);
  if (lane == 0u) { finish(lane_sums[0]); }
}
