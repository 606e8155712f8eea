// embedding.forward
//
//   y[b, t] = dropout_scale · (scale · table[ids[b, t]] + positions[position_of(b, t)]),   0 where ids[b, t] = 0
//
// slots     Lane, from lane/element.wgsl or lane/quad.wgsl; dropout_lane, from random/dropout_element.wgsl or
//           dropout_quad.wgsl: an element's dropout index is its index in y; position_of(token), from position_*.wgsl.
// source    Kang & McAuley 2018, arXiv:1808.09781, eq. 1; scale = √width as in Vaswani et al. 2017, section 3.4.
// work      lane i of the grid owns y[i], an element or a quad.
// limits    batch·time·width < 2³²; width a multiple of LANE_WIDTH; ids < vocabulary; position_of < window where ids ≠ 0.

override LANES: u32 = 64;

struct Params {
  batch: u32,
  time: u32,
  window: u32,
  width: u32,
  vocabulary: u32,
  scale: f32,
  seed: u32,
  site: u32,
  threshold: u32,
  keep_scale: f32,
}

@group(0) @binding(0) var<storage, read>       table: array<Lane>;      // (vocabulary, width)
@group(0) @binding(1) var<storage, read>       positions: array<Lane>;  // (window, width)
@group(0) @binding(2) var<storage, read>       ids: array<u32>;         // (batch, time)
@group(0) @binding(4) var<storage, read>       clock: array<u32>;       // (1)
@group(0) @binding(5) var<storage, read_write> y: array<Lane>;          // (batch, time, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let width = params.width / LANE_WIDTH;
  if (i >= params.batch * params.time * width) { return; }
  let token = i / width;
  let column = i % width;
  let id = ids[token];
  if (id == 0u) {
    y[i] = Lane();
    return;
  }
  let position = position_of(token);
  let sum = params.scale * table[id * width + column] + positions[position * width + column];
  y[i] = dropout_lane(i) * sum;
}
