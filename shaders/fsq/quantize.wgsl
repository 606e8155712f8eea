// fsq.forward
//
//   q[d] = round(bounded(z[d]))        y[d] = q[d] / ⌊L[d]/2⌋        index = Σ_d (q[d] + ⌊L[d]/2⌋) · Π_{e<d} L[e]
//
// slots     bounded, from levels.wgsl.
// source    Mentzer et al. 2023, arXiv:2309.15505, section 3 and appendix A.1.
// work      a lane owns VECTORS vectors, LANES apart, so that what a dimension bounds is worked out once for them.
// numerics  half a level is rounded to the even one; a number nearer to it than tanh is exact may go to either side.
// limits    Π L < 2³².

override LANES: u32 = 64;
const VECTORS: u32 = 4u;

struct Params { rows: u32, dims: u32, levels_low: u32, levels_high: u32 }

@group(0) @binding(0) var<storage, read>       z: array<f32>;      // (rows, dims)
@group(0) @binding(1) var<storage, read_write> y: array<f32>;      // (rows, dims)
@group(0) @binding(2) var<storage, read_write> index: array<u32>;  // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let first = (group.x + group.y * groups.x) * LANES * VECTORS + lane;
  var code: array<u32, VECTORS>;
  var basis = 1u;
  for (var dim = 0u; dim < params.dims; dim++) {
    let levels = levels_of(dim);
    let middle = levels.count / 2u;
    for (var k = 0u; k < VECTORS; k++) {
      let row = first + k * LANES;
      if (row >= params.rows) { break; }
      let at = row * params.dims + dim;
      let q = round(bounded(z[at], levels));
      y[at] = q / f32(middle);
      code[k] += u32(i32(q) + i32(middle)) * basis;
    }
    basis *= levels.count;
  }
  for (var k = 0u; k < VECTORS; k++) {
    let row = first + k * LANES;
    if (row < params.rows) { index[row] = code[k]; }
  }
}
