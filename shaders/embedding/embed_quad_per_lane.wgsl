// embedding.forward, four columns per lane
//
//   y[b, t] = dropout_scale · (scale · table[ids[b, t]] + positions[first[b] + t]),   0 where ids[b, t] = 0
//
// needs     the slot files threefry.wgsl and dropout.wgsl; an element's dropout index is its index in y.
// source    Kang & McAuley 2018, arXiv:1808.09781, eq. 1; scale = √width as in Vaswani et al. 2017, section 3.4.
// work      lane i of the grid owns elements 4·i … 4·i + 3 of y.
// limits    batch·time·width < 2³²; width a multiple of 4; ids < vocabulary; first[b] + t < window where ids[b, t] ≠ 0.

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

@group(0) @binding(0) var<storage, read>       table: array<vec4f>;      // (vocabulary, width)
@group(0) @binding(1) var<storage, read>       positions: array<vec4f>;  // (window, width)
@group(0) @binding(2) var<storage, read>       ids: array<u32>;          // (batch, time)
@group(0) @binding(3) var<storage, read>       first: array<u32>;        // (batch)
@group(0) @binding(4) var<storage, read>       clock: array<u32>;        // (1)
@group(0) @binding(5) var<storage, read_write> y: array<vec4f>;          // (batch, time, width)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let i = (group.x + group.y * groups.x) * LANES + lane;
  let quads = params.width / 4u;
  if (i >= params.batch * params.time * quads) { return; }
  let token = i / quads;
  let quad = i % quads;
  let id = ids[token];
  if (id == 0u) {
    y[i] = vec4f();
    return;
  }
  let position = first[token / params.time] + token % params.time;
  let sum = params.scale * table[id * quads + quad] + positions[position * quads + quad];
  let place = 4u * i;
  let kept = vec4f(
    dropout_scale(place),
    dropout_scale(place + 1u),
    dropout_scale(place + 2u),
    dropout_scale(place + 3u),
  );
  y[i] = kept * sum;
}
