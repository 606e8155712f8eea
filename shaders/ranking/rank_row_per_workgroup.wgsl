// ranking.rank, one workgroup per row
//
//   rank[r] = #{i : s[r,i] > s[r,target]} + ½ · #{i ≠ target : s[r,i] = s[r,target]}
//
// needs     workgroup/sum.wgsl.
// source    expected 0-based rank under random order of ties: McSherry & Najork 2008.
// work      lane l of workgroup r counts items l, l + LANES, …
// numerics  counts are integers, so any order gives the same; exact as f32 below 2²³ items.
// limits    targets < items; LANES a power of two.

override LANES: u32 = 128;

struct Params { rows: u32, items: u32 }

@group(0) @binding(0) var<storage, read>       scores: array<f32>;   // (rows, items)
@group(0) @binding(1) var<storage, read>       targets: array<u32>;  // (rows)
@group(0) @binding(2) var<storage, read_write> rank: array<f32>;     // (rows)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = vec2u;  // greater, equal

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let start = row * params.items;
  let score = scores[start + targets[row]];
  var count = Term();
  for (var i = lane; i < params.items; i += LANES) {
    let other = scores[start + i];
    count += vec2u(u32(other > score), u32(other == score));
  }
  add_up(lane, LANES, count);
  if (lane == 0u) { rank[row] = f32(lane_sums[0].x) + 0.5 * f32(lane_sums[0].y - 1u); }  // the target equals itself
}
