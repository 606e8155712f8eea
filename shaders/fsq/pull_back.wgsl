// fsq.backward
//
//   dz[d] = dy[d] · h[d] · (1 − tanh²(z[d] + s[d])) / ⌊L[d]/2⌋
//
// slots     bounded_slope, from levels.wgsl.
// source    the straight-through estimator of fsq.forward: the gradient of what is not rounded yet.
// work      a lane owns VECTORS vectors, LANES apart, so that what a dimension bounds is worked out once for them.

override LANES: u32 = 64;
const VECTORS: u32 = 4u;

struct Params { rows: u32, dims: u32, levels_low: u32, levels_high: u32 }

@group(0) @binding(0) var<storage, read>       dy: array<f32>;  // (rows, dims)
@group(0) @binding(1) var<storage, read>       z: array<f32>;   // (rows, dims)
@group(0) @binding(2) var<storage, read_write> dz: array<f32>;  // (rows, dims)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = (group.x + group.y * groups.x) * LANES * VECTORS + lane;
  for (var dim = 0u; dim < params.dims; dim++) {
    let levels = levels_of(dim);
    for (var k = 0u; k < VECTORS; k++) {
      let row = first + k * LANES;
      if (row >= params.rows) { break; }
      let at = row * params.dims + dim;
      dz[at] = dy[at] * bounded_slope(z[at], levels) / f32(levels.count / 2u);
    }
  }
}
