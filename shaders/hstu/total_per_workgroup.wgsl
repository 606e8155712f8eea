// hstu.backward, last pass, one workgroup per entry of the tables
//
//   dpositions[r] = Σ_row partial[row, r]        dtimes[b] = Σ_row partial[row, window + b]
//
// needs     the slot `put`, workgroup/sum.wgsl.
// source    derivative of hstu.forward.
// work      one workgroup per entry; lane i owns rows i, i + LANES, …
// numerics  each lane's rows in order, then a tree over lanes.
// limits    LANES a power of two.

override LANES: u32 = 64;
override QUERIES: u32 = 64;  // of a row of partial sums

@group(0) @binding(0) var<storage, read>       partial: array<f32>;     // (rows, window + TIME_ROWS)

alias Term = f32;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let entries = params.window + TIME_ROWS;
  let entry = group.x + group.y * groups.x;
  if (entry >= entries) { return; }  // uniform: the whole workgroup leaves together
  let rows = params.batch * params.heads * ((params.time + QUERIES - 1) / QUERIES);
  var sum = 0.0;
  for (var row = lane; row < rows; row += LANES) { sum += partial[row * entries + entry]; }
  add_up(lane, LANES, sum);
  if (lane == 0) { put(entry, lane_sums[0]); }
}
