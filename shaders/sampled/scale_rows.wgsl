// sampled.{scale_rows, add_scaled_rows}
//
//   y[r] = start(r) + scale[r] · x[r]
//
// slots   Lane, from lane/element.wgsl or lane/quad.wgsl; lane_start(i), from lane/start_zero.wgsl or start_sofar.wgsl.
// work    lane i of the grid owns y[i], an element or a quad.
// limits  rows·width < 2³²; width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       scale: array<f32>;  // (rows)
@group(0) @binding(1) var<storage, read>       x: array<Lane>;     // (rows, width)
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;     // (rows, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.rows * width) { return; }
  y[i] = lane_start(i) + scale[i / width] * x[i];
}
