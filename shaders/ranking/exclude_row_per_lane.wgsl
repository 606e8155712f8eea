// ranking.exclude, one lane per row
//
//   scores[r, seen[p]] ← −3.4·10³⁸ for offsets[r] ≤ p < offsets[r + 1]
//
// work    lane i of the grid owns row i.
// limits  seen < items; offsets never falling, at most total.

override LANES: u32 = 64;

const EXCLUDED: f32 = -3.4e38;

struct Params { rows: u32, items: u32, bounds: u32, total: u32 }

@group(0) @binding(0) var<storage, read_write> scores: array<f32>;   // (rows, items)
@group(0) @binding(1) var<storage, read>       offsets: array<u32>;  // (bounds)
@group(0) @binding(2) var<storage, read>       seen: array<u32>;     // (total)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let end = offsets[row + 1u];
  for (var p = offsets[row]; p < end; p++) { scores[row * params.items + seen[p]] = EXCLUDED; }
}
