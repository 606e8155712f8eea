// matmul, split sums, second pass: adds the shares of each sum, then the epilogue
//
//   sum[r,c] = Σ_s share_sums[s,r,c],   row_sum[r] = Σ_s share_rows[s,r]
//
// work      lane i of workgroup g owns element g·LANES + i of the product; the lane of a row's first column owns its
//           row sum.
// numerics  shares in order.

override SHARES: u32 = 1;

const LANES = 64u;

@group(0) @binding(0) var<storage, read> share_sums: array<f32>;       // (shares, m, n)
@group(0) @binding(1) var<storage, read> share_rows: array<f32>;  // (shares, m)

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let index = (group.x + group.y * groups.x) * LANES + lane;
  if (index >= params.m * params.n) { return; }
  let row = index / params.n;
  let col = index % params.n;

  var sum = 0.0;
  for (var s = 0u; s < SHARES; s++) { sum += share_sums[s * params.m * params.n + index]; }
  finish(index, col, sum);

  if (col == 0) {
    var total = 0.0;
    for (var s = 0u; s < SHARES; s++) { total += share_rows[s * params.m + row]; }
    finish_row(row, total);
  }
}
