// convolution.backward, pass 1 of 2: no barriers
//
//   p[t]  = Σ_j weight[j] ⊙ x[t − 3 + j] + bias        g[t] = dy[t] ⊙ φ′(p[t])
//   dx[t] = Σ_j weight[j] ⊙ g[t + 3 − j]               over positions of the same history
//   partial[span, j] = Σ_t g[t] ⊙ x[t − 3 + j]         partial[span, 4] = Σ_t g[t]       over the positions t of the span
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; slope, from pointwise/silu.wgsl; begins.
// source    derivative of convolution.forward.
// work      lane i of the grid owns span i / width, STEPS neighbouring positions, and channel i mod width, an element or a quad. It walks
//           back, from three positions behind the span, whose g it needs too.
// numerics  sums from the last position to the first.
// limits    batch·time·channels < 2³², channels a multiple of LANE_WIDTH.

override LANES: u32 = 64;
override STEPS: u32 = 16;

const TAPS = 4u;

struct Params { batch: u32, time: u32, channels: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;       // (batch, time, channels)
@group(0) @binding(1) var<storage, read>       x: array<Lane>;        // (batch, time, channels)
@group(0) @binding(2) var<storage, read>       weight: array<Lane>;   // (4, channels)
@group(0) @binding(3) var<storage, read>       bias: array<Lane>;     // (channels)
@group(0) @binding(4) var<storage, read_write> dx: array<Lane>;       // (batch, time, channels)
@group(0) @binding(5) var<storage, read_write> partial: array<Lane>;  // (spans, 5, channels)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.channels / LANE_WIDTH;
  let spans = (params.time + STEPS - 1u) / STEPS;  // of a history
  let span = i / width;
  if (span >= params.batch * spans) { return; }
  let channel = i % width;
  let history = span / spans * params.time;
  let first = span % spans * STEPS;
  let end = min(first + STEPS, params.time);

  let w = weights_of(channel, width);
  let offset = bias[channel];
  var ahead: array<Lane, 3>;  // g of the three positions behind t, as far as they see t
  var sums: array<Lane, 5>;

  for (var left = min(end + TAPS - 1u, params.time); left > first; left--) {
    let t = left - 1u;
    let row = history + t;
    let at = row * width + channel;
    // What p[t] reads: x[t], and the three before it where the history reaches back so far.
    var seen = array<Lane, 4>();
    let before = min(t, TAPS - 1u);
    for (var back = 0u; back <= before; back++) {
      seen[back] = x[at - back * width];
      if (begins(row - back)) { break; }
    }
    let g = dy[at] * slope(w[3] * seen[0] + w[2] * seen[1] + w[1] * seen[2] + w[0] * seen[3] + offset);
    if (t < end) {
      dx[at] = w[3] * g + w[2] * ahead[0] + w[1] * ahead[1] + w[0] * ahead[2];
      sums[0] += g * seen[3];
      sums[1] += g * seen[2];
      sums[2] += g * seen[1];
      sums[3] += g * seen[0];
      sums[4] += g;
    }
    ahead[2] = ahead[1];
    ahead[1] = ahead[0];
    ahead[0] = g;
    if (begins(row)) { ahead = array<Lane, 3>(); }
  }
  for (var j = 0u; j < 5u; j++) { partial[(span * 5u + j) * width + channel] = sums[j]; }
}

// The four weights of a channel.
fn weights_of(channel: u32, width: u32) -> array<Lane, 4> {
  return array<Lane, 4>(
    weight[channel],
    weight[width + channel],
    weight[2u * width + channel],
    weight[3u * width + channel],
  );
}
