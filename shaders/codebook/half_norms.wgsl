// codebook.nearest, first pass: half the squared length of every code
//
//   half_norms[c] = ½ Σ_i b[c,i]²
//
// slot      params, from matmul/params.wgsl.
// work      lane c of the grid owns code c.
// numerics  i in order.

override LANES: u32 = 64;

@group(0) @binding(0) var<storage, read>       b: array<f32>;           // (n, k)
@group(0) @binding(1) var<storage, read_write> half_norms: array<f32>;  // (n)

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let code = (group.x + group.y * groups.x) * LANES + lane;
  if (code >= params.n) { return; }
  var sum = 0.0;
  for (var i = 0u; i < params.k; i++) {
    let x = b[code * params.k + i];
    sum += x * x;
  }
  half_norms[code] = 0.5 * sum;
}
