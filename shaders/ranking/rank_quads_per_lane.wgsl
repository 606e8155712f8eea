// ranking.rank, one lane per row, four items at a time: no barriers
//
//   rank[r] = #{i : s[r,i] > s[r,target]} + ½ · #{i ≠ target : s[r,i] = s[r,target]}
//
// source    expected 0-based rank under random order of ties: McSherry & Najork 2008.
// work      lane i of the grid owns row i, items in order.
// numerics  counts are integers; exact as f32 below 2²³ items.
// limits    items a multiple of 4; targets < items.

override LANES: u32 = 64;

struct Params { rows: u32, items: u32 }

@group(0) @binding(0) var<storage, read>       scores: array<vec4f>;  // (rows, items)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;   // (rows)
@group(0) @binding(2) var<storage, read_write> rank: array<f32>;      // (rows)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let start = row * (params.items / 4u);
  let end = start + params.items / 4u;
  let score = scores[start + targets[row] / 4u][targets[row] % 4u];
  var greater = vec4u();
  var equal = vec4u();
  for (var q = start; q < end; q++) {
    let others = scores[q];
    greater += vec4u(others > vec4f(score));
    equal += vec4u(others == vec4f(score));
  }
  let above = greater.x + greater.y + greater.z + greater.w;
  let ties = equal.x + equal.y + equal.z + equal.w - 1u;  // the target equals itself
  rank[row] = f32(above) + 0.5 * f32(ties);
}
