// reduce.column_sum, first of two passes: sums over blocks of ROWS rows
//
//   partials[k, c] = Σ_{r in block k} x[r, c]
//
// work      lane i of the grid owns column i mod cols of block ⌊i / cols⌋, so neighbouring lanes read neighbouring columns.
// numerics  rows in order.
// limits    ⌈rows / ROWS⌉ · cols < 2³².

override LANES: u32 = 64;
override ROWS: u32 = 32;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       x: array<f32>;  // (rows, cols)
@group(0) @binding(1) var<storage, read_write> partials: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let first = (i / params.cols) * ROWS;
  if (first >= params.rows) { return; }
  let column = i % params.cols;
  let end = min(first + ROWS, params.rows);
  var sum = 0.0;
  for (var r = first; r < end; r++) { sum += x[r * params.cols + column]; }
  partials[i] = sum;
}
