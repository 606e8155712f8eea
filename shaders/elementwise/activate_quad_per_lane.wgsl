// elementwise.{relu, gelu, silu}, four elements per lane
//
//   y[i] = activate(x[i])
//
// slot    activate(x), from relu.wgsl, gelu.wgsl or silu.wgsl.
// work    lane i of the grid owns elements 4·i … 4·i + 3.
// limits  count a multiple of 4.

override LANES: u32 = 64;

struct Params { count: u32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;  // (count)
@group(0) @binding(1) var<storage, read_write> y: array<vec4f>;  // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (4u * i >= params.count) { return; }
  let v = x[i];
  y[i] = vec4f(activate(v.x), activate(v.y), activate(v.z), activate(v.w));
}
