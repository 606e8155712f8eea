// ranking.rank, one lane per row: no barriers
//
//   rank[r] = #{i : s[r,i] > s[r,target]} + ½ · #{i ≠ target : s[r,i] = s[r,target]}
//
// slot      Lane, from lane/element.wgsl or lane/quad.wgsl.
// source    expected 0-based rank under random order of ties: McSherry & Najork 2008.
// work      lane i of the grid owns row i, items in order, an element or a quad at a time.
// numerics  counts are integers; exact as f32 below 2²³ items.
// limits    items a multiple of LANE_WIDTH; targets < items.

override LANES: u32 = 64;

struct Params { rows: u32, items: u32 }

@group(0) @binding(0) var<storage, read>       scores: array<Lane>;  // (rows, items)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;  // (rows)
@group(0) @binding(2) var<storage, read_write> rank: array<f32>;     // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let width = params.items / LANE_WIDTH;
  let score = lane_element(scores[row * width + targets[row] / LANE_WIDTH], targets[row] % LANE_WIDTH);
  var greater = Places();
  var equal = Places();
  for (var i = 0u; i < width; i++) {
    let others = scores[row * width + i];
    greater += Places(others > Lane(score));
    equal += Places(others == Lane(score));
  }
  let ties = lane_count(equal) - 1u;  // the target equals itself
  rank[row] = f32(lane_count(greater)) + 0.5 * f32(ties);
}
