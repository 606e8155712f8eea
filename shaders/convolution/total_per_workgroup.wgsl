// convolution.backward, pass 2 of 2, one workgroup per sum
//
//   dweight[j] = Σ_span partial[span, j]        dbias = Σ_span partial[span, 4]
//
// needs     workgroup/sum.wgsl.
// source    derivative of convolution.forward.
// work      one workgroup per sum, 5·channels of them; lane i owns spans i, i + LANES, …
// numerics  each lane's spans in order, then a tree over lanes.
// limits    LANES a power of two; STEPS as in pass 1.

override LANES: u32 = 64;
override STEPS: u32 = 16;

struct Params { batch: u32, time: u32, channels: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<f32>;  // (spans, 5, channels)
@group(0) @binding(1) var<storage, read_write> dweight: array<f32>;  // (4, channels)
@group(0) @binding(2) var<storage, read_write> dbias: array<f32>;    // (channels)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = group.x + group.y * groups.x;
  if (i >= 5u * params.channels) { return; }  // uniform: the whole workgroup leaves together
  let spans = params.batch * ((params.time + STEPS - 1u) / STEPS);
  var sum = 0.0;
  for (var span = lane; span < spans; span += LANES) { sum += partial[span * 5u * params.channels + i]; }
  add_up(lane, LANES, sum);
  if (lane == 0u) {
    if (i < 4u * params.channels) { dweight[i] = lane_sums[0]; } else { dbias[i - 4u * params.channels] = lane_sums[0]; }
  }
}
