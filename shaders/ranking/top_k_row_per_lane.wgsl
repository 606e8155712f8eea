// ranking.top_k, one lane per row: no barriers
//
//   (values[r], ids[r]) = the k items of row r that come first in the order of (−score, index)
//
// work      lane i of the grid owns row i: items in order, each inserted into the row's list where it beats the last.
// numerics  equal scores keep the order of their indices, since a later one must be strictly greater to pass.
// limits    1 ≤ k ≤ min(items, 128).

override LANES: u32 = 64;

struct Params { rows: u32, items: u32, k: u32 }

@group(0) @binding(0) var<storage, read>       scores: array<f32>;  // (rows, items)
@group(0) @binding(1) var<storage, read_write> ids: array<u32>;     // (rows, k)
@group(0) @binding(2) var<storage, read_write> values: array<f32>;  // (rows, k)
@group(1) @binding(0) var<uniform> params: Params;

// Moves the entries of [start, end) below `score` one place on, the last of them out, and puts the item before them.
fn insert(start: u32, end: u32, score: f32, item: u32) {
  var at = end;
  while (at > start && values[at - 1u] < score) {
    values[at] = values[at - 1u];
    ids[at] = ids[at - 1u];
    at--;
  }
  values[at] = score;
  ids[at] = item;
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.rows) { return; }
  let first = row * params.items;
  let start = row * params.k;
  let last = start + params.k - 1u;
  for (var i = 0u; i < params.k; i++) { insert(start, start + i, scores[first + i], i); }
  var threshold = values[last];
  for (var i = params.k; i < params.items; i++) {
    let score = scores[first + i];
    if (score > threshold) {
      insert(start, last, score, i);
      threshold = values[last];
    }
  }
}
