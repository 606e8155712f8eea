// gate.backward
//
//   dx[i] = dy[i] · φ(z[i])        dz[i] = dy[i] · x[i] · φ′(z[i])      φ = silu
//
// slots   Lane, from lane/element.wgsl or lane/quad.wgsl; value and slope, from pointwise/silu.wgsl.
// source  derivative of apply_gate.wgsl.
// work    lane i of the grid owns dx[i] and dz[i], an element or a quad.
// limits  rows·width < 2³², a multiple of LANE_WIDTH.

override LANES: u32 = 64;

struct Params { rows: u32, width: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<Lane>;  // (rows, width)
@group(0) @binding(1) var<storage, read>       x: array<Lane>;   // (rows, width)
@group(0) @binding(2) var<storage, read>       z: array<Lane>;   // (rows, width)
@group(0) @binding(3) var<storage, read_write> dx: array<Lane>;  // (rows, width)
@group(0) @binding(4) var<storage, read_write> dz: array<Lane>;  // (rows, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (LANE_WIDTH * i >= params.rows * params.width) { return; }
  dx[i] = dy[i] * value(z[i]);
  dz[i] = dy[i] * x[i] * slope(z[i]);
}
