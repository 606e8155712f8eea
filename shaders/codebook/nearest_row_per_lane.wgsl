// codebook.nearest, last pass, one lane per vector: no barriers
//
//   index[r] = the first c of the least distances[r,c]        residual[r] = a[r] − b[index[r]]
//
// slot      params, from matmul/params.wgsl.
// work      lane r of the grid owns vector r, codes in order.
// numerics  of equal distances the lower index.

override LANES: u32 = 64;

@group(0) @binding(0) var<storage, read>       a: array<f32>;          // (m, k)
@group(0) @binding(1) var<storage, read>       b: array<f32>;          // (n, k)
@group(0) @binding(2) var<storage, read>       distances: array<f32>;  // (m, n)
@group(0) @binding(3) var<storage, read_write> index: array<u32>;      // (m)
@group(0) @binding(4) var<storage, read_write> residual: array<f32>;   // (m, k)

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.m) { return; }
  var best = 0u;
  var least = distances[row * params.n];
  for (var code = 1u; code < params.n; code++) {
    let distance = distances[row * params.n + code];
    if (distance < least) {
      least = distance;
      best = code;
    }
  }
  index[row] = best;
  for (var i = 0u; i < params.k; i++) { residual[row * params.k + i] = a[row * params.k + i] - b[best * params.k + i]; }
}
