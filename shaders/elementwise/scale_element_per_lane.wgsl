// elementwise.scale, one element per lane
//
//   y[i] = factor · x[i]
//
// work    lane i of the grid owns element i.
// limits  count < 2³².

override LANES: u32 = 64;

struct Params { count: u32, factor: f32 }

@group(0) @binding(0) var<storage, read>       x: array<f32>;  // (count)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (i >= params.count) { return; }
  y[i] = params.factor * x[i];
}
