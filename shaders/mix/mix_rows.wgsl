// mix.forward
//
//   y[r] = [σ(z[r]) · a[r], (1 − σ(z[r])) · b[r]]
//
// slots   Lane, from lane/element.wgsl or lane/quad.wgsl; value, from pointwise/sigmoid.wgsl.
// source  Jacobs, Jordan, Nowlan & Hinton 1991, section 2, of two experts.
// work    lane i of the grid owns y[i], an element or a quad.
// limits  rows·width < 2³¹; width a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       a: array<Lane>;  // (rows, width)
@group(0) @binding(1) var<storage, read>       b: array<Lane>;  // (rows, width)
@group(0) @binding(2) var<storage, read>       z: array<f32>;   // (rows)
@group(0) @binding(3) var<storage, read_write> y: array<Lane>;  // (rows, 2, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.rows * 2u * width) { return; }
  let row = i / (2u * width);
  let at = i % (2u * width);
  if (at < width) {
    y[i] = value(Lane(z[row])) * a[row * width + at];
  } else {
    y[i] = value(Lane(-z[row])) * b[row * width + at - width];
  }
}
