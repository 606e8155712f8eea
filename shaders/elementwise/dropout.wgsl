// elementwise.dropout
//
//   y[i] = dropout_scale(i) · x[i]
//
// slots   Lane, from lane/element.wgsl or lane/quad.wgsl; dropout_lane, from random/dropout_element.wgsl or dropout_quad.wgsl.
// source  shaders/random/dropout.wgsl; forward and backward are the same map.
// work    lane i of the grid owns element or quad i of every tensor.
// limits  count < 2³².

override LANES: u32 = 64;

struct Params { count: u32, seed: u32, site: u32, threshold: u32, keep_scale: f32 }

@group(0) @binding(0) var<storage, read>       x: array<Lane>;     // (count)
@group(0) @binding(1) var<storage, read>       clock: array<u32>;  // (1)
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;     // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (LANE_WIDTH * i >= params.count) { return; }
  y[i] = dropout_lane(i) * x[i];
}
