// convolution.backward, pass 2 of 2, one lane per sum: no barriers
//
//   dweight[j] = Σ_span partial[span, j]        dbias = Σ_span partial[span, 4]
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    derivative of convolution.forward.
// work      lane i of the grid owns one of the 5·channels sums, or a quad of them.
// numerics  spans in order.
// limits    STEPS as in pass 1.

override LANES: u32 = 64;
override STEPS: u32 = 16;

struct Params { batch: u32, time: u32, channels: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<Lane>;  // (spans, 5, channels)
@group(0) @binding(1) var<storage, read_write> dweight: array<Lane>;  // (4, channels)
@group(0) @binding(2) var<storage, read_write> dbias: array<Lane>;    // (channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.channels / LANE_WIDTH;
  if (i >= 5u * width) { return; }
  let spans = params.batch * ((params.time + STEPS - 1u) / STEPS);
  var sum = Lane();
  for (var span = 0u; span < spans; span++) { sum += partial[span * 5u * width + i]; }
  if (i < 4u * width) { dweight[i] = sum; } else { dbias[i - 4u * width] = sum; }
}
