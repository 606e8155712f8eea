// ranking.top_k, one workgroup per row
//
//   (values[r], ids[r]) = the k items of row r that come first in the order of (−score, index)
//
// work      lane l of workgroup r owns items l, l + LANES, … and keeps the best DEPTH of those not yet taken, sorted.
//           k rounds: the workgroup finds the best head by a tree, its owner drops it, and reads its items again only
//           when its list has run out.
// numerics  equal scores keep the order of their indices: the tree and the lists compare (−score, index).
// limits    1 ≤ k ≤ min(items, 128); scores ≥ −3.4·10³⁸; LANES a power of two.

override LANES: u32 = 64;
const DEPTH: u32 = 4;

struct Params { rows: u32, items: u32, k: u32 }

@group(0) @binding(0) var<storage, read>       scores: array<f32>;  // (rows, items)
@group(0) @binding(1) var<storage, read_write> ids: array<u32>;     // (rows, k)
@group(0) @binding(2) var<storage, read_write> values: array<f32>;  // (rows, k)
@group(1) @binding(0) var<uniform> params: Params;

struct Item { score: f32, index: u32 }

// After every item of a row.
const NOTHING = Item(-3.4e38, 0xffffffffu);

fn precedes(a: Item, b: Item) -> bool {
  return a.score > b.score || (a.score == b.score && a.index < b.index);
}

var<workgroup> heads: array<Item, LANES>;
var<private> list: array<Item, DEPTH>;

// Fills the lane's list with the best of its items that come after `taken`.
fn refill(start: u32, lane: u32, taken: Item, from_beginning: bool) {
  for (var d = 0u; d < DEPTH; d++) { list[d] = NOTHING; }
  for (var i = lane; i < params.items; i += LANES) {
    var item = Item(scores[start + i], i);
    if (!from_beginning && !precedes(taken, item)) { continue; }
    for (var d = 0u; d < DEPTH; d++) {
      if (precedes(item, list[d])) {
        let pushed = list[d];
        list[d] = item;
        item = pushed;
      }
    }
  }
}

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = group.x + group.y * groups.x;
  if (row >= params.rows) { return; }  // uniform: the whole workgroup leaves together
  let start = row * params.items;
  refill(start, lane, NOTHING, true);
  for (var place = 0u; place < params.k; place++) {
    heads[lane] = list[0];
    for (var half = LANES / 2u; half > 0u; half /= 2u) {
      workgroupBarrier();
      if (lane < half && precedes(heads[lane + half], heads[lane])) { heads[lane] = heads[lane + half]; }
    }
    workgroupBarrier();
    let best = heads[0];
    workgroupBarrier();  // every lane has read the winner before heads is written again
    if (lane == 0u) {
      ids[row * params.k + place] = best.index;
      values[row * params.k + place] = best.score;
    }
    if (best.index % LANES == lane) {
      for (var d = 1u; d < DEPTH; d++) { list[d - 1u] = list[d]; }
      list[DEPTH - 1u] = NOTHING;
      if (list[0].index == NOTHING.index) { refill(start, lane, best, false); }
    }
  }
}
