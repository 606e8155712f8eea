// hstu.backward, last pass, one lane per entry of the tables: no barriers
//
//   dpositions[r] = Σ_row partial[row, r]        dtimes[b] = Σ_row partial[row, window + b]
//
// needs     the slot `put`.
// source    derivative of hstu.forward.
// work      lane i of workgroup g owns entry g·LANES + i.
// numerics  rows in order.

override LANES: u32 = 64;
override QUERIES: u32 = 64;  // of a row of partial sums

@group(0) @binding(0) var<storage, read>       partial: array<f32>;     // (rows, window + TIME_ROWS)

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let entries = params.window + TIME_ROWS;
  let entry = (group.x + group.y * groups.x) * LANES + lane;
  if (entry >= entries) { return; }
  let rows = params.batch * params.heads * ((params.time + QUERIES - 1) / QUERIES);
  var sum = 0.0;
  for (var row = 0u; row < rows; row++) { sum += partial[row * entries + entry]; }
  put(entry, sum);
}
