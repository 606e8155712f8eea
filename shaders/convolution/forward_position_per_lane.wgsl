// convolution.forward
//
//   y[t] = φ(Σ_j weight[j] ⊙ x[t − 3 + j] + bias)      φ = silu, x = 0 before the history begins
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; value, from pointwise/silu.wgsl; begins.
// source    Gu & Dao 2023, arXiv:2312.00752, figure 3: the causal convolution of a channel with itself alone.
// work      lane i of the grid owns y[i], an element or a quad of channels of one position.
// limits    batch·time·channels < 2³², channels a multiple of LANE_WIDTH.

override LANES: u32 = 64;

const TAPS = 4u;

struct Params { batch: u32, time: u32, channels: u32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;       // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       weight: array<Lane>;  // (4, channels)
@group(0) @binding(2) var<storage, read>       bias: array<Lane>;    // (channels)
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;       // (batch, time, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.channels / LANE_WIDTH;
  let row = i / width;
  if (row >= params.batch * params.time) { return; }
  let channel = i % width;
  let before = min(row % params.time, TAPS - 1u);

  var sum = bias[channel];
  for (var back = 0u; back <= before; back++) {
    sum += weight[(TAPS - 1u - back) * width + channel] * x[i - back * width];
    if (begins(row - back)) { break; }
  }
  y[i] = value(sum);
}
