// elementwise.dropout, four elements per lane
//
//   y[i] = dropout_scale(i) · x[i]
//
// needs   the slot files threefry.wgsl and dropout.wgsl.
// source  shaders/random/dropout.wgsl; forward and backward are the same map.
// work    lane i of the grid owns elements 4·i … 4·i + 3.
// limits  count a multiple of 4.

override LANES: u32 = 64;

struct Params { count: u32, seed: u32, site: u32, threshold: u32, keep_scale: f32 }

@group(0) @binding(0) var<storage, read>       x: array<vec4f>;  // (count)
@group(0) @binding(1) var<storage, read>       clock: array<u32>;  // (1)
@group(0) @binding(2) var<storage, read_write> y: array<vec4f>;  // (count)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (4u * i >= params.count) { return; }
  let first = 4u * i;
  let scale = vec4f(
    dropout_scale(first),
    dropout_scale(first + 1u),
    dropout_scale(first + 2u),
    dropout_scale(first + 3u),
  );
  y[i] = scale * x[i];
}
