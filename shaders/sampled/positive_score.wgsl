// sampled.{softmax, gbce}, first of two passes: the score of each row's target
//
//   positive[r] = ⟨h[r], positive_rows[r]⟩ − target_offset(r)
//
// slot      target_offset(row), from softmax_target.wgsl or gbce_target.wgsl.
// work      lane i of the grid owns row i.
// numerics  columns in order.

override LANES: u32 = 64;

@group(0) @binding(0) var<storage, read>       h: array<f32>;              // (rows, width)
@group(0) @binding(1) var<storage, read>       positive_rows: array<f32>;  // (rows, width)
@group(0) @binding(2) var<storage, read_write> positive: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let start = row * params.width;
  var sum = 0.0;
  for (var i = start; i < start + params.width; i++) { sum += h[i] * positive_rows[i]; }
  positive[row] = sum - target_offset(row);
}
