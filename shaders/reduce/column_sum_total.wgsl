// reduce.column_sum, second of two passes: adds the blocks
//
//   y[c] = Σ_k partials[k, c]
//
// work      lane c of the grid owns column c.
// numerics  blocks in order.

override LANES: u32 = 64;
override ROWS: u32 = 32;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       partials: array<f32>;
@group(0) @binding(1) var<storage, read_write> y: array<f32>;  // (cols)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = (group.x + group.y * groups.x) * LANES + lane;
  if (column >= params.cols) { return; }
  let blocks = (params.rows + ROWS - 1u) / ROWS;
  var sum = 0.0;
  for (var k = 0u; k < blocks; k++) { sum += partials[k * params.cols + column]; }
  y[column] = sum;
}
