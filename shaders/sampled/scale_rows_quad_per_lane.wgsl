// sampled.{scale_rows, add_scaled_rows}, four columns per lane
//
//   y[r] = start(r) + scale[r] · x[r]
//
// slot    start_quad(i), from start_zero.wgsl or start_sofar_quad.wgsl.
// work    lane i of the grid owns elements 4·i … 4·i + 3 of y.
// limits  rows·width < 2³²; width a multiple of 4.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       scale: array<f32>;    // (rows)
@group(0) @binding(1) var<storage, read>       x: array<vec4f>;      // (rows, width)
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;      // (rows, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / 4u;
  if (i >= params.rows * width) { return; }
  y[i] = start_quad(i) + scale[i / width] * x[i];
}
