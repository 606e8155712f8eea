// codes.scores, codes.scores_onto
//
//   y[r, v] = start(r, v) + logits[r, codes[v]]
//
// slot    Lane, from lane/element.wgsl; lane_start(i), from lane/start_zero.wgsl or start_onto.wgsl.
// source  Hou et al. 2025, arXiv:2506.05781, eq. 5: an item's score is the sum of the scores of its codes, one slot a launch.
// work    lane i of the grid owns y[i].
// limits  rows·vocabulary < 2³²; codes < size.

override LANES: u32 = 64;

struct Params { rows: u32, vocabulary: u32, size: u32 }

@group(0) @binding(0) var<storage, read>       logits: array<f32>;  // (rows, size)
@group(0) @binding(1) var<storage, read>       codes: array<u32>;   // (vocabulary)
@group(0) @binding(2) var<storage, read_write> y: array<Lane>;      // (rows, vocabulary)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  if (i >= params.rows * params.vocabulary) { return; }
  let row = i / params.vocabulary;
  y[i] = lane_start(i) + logits[row * params.size + codes[i % params.vocabulary]];
}
