// sampled.{scale_rows, add_scaled_rows}, one element per lane
//
//   y[r] = start(r) + scale[r] · x[r]
//
// slot    start_element(i), from start_zero.wgsl or start_sofar_element.wgsl.
// work    lane i of the grid owns element i of y.
// limits  rows·width < 2³².

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       scale: array<f32>;  // (rows)
@group(0) @binding(1) var<storage, read>       x: array<f32>;      // (rows, width)
@group(0) @binding(2) var<storage, read_write> y: array<f32>;      // (rows, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width;
  if (i >= params.rows * width) { return; }
  y[i] = start_element(i) + scale[i / width] * x[i];
}
