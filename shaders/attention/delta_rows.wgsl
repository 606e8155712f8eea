// attention.backward, pass 1 of 3, one lane per query: no barriers
//
//   delta[i] = dy[i]·y[i]  =  Σ_j p[i,j] · dp[i,j]
//
// source    Dao et al. 2022, appendix B.2.
// work      lane n of the grid owns query n mod time of head n / time mod heads of history n / time / heads.
// numerics  in order of the head's width.
// limits    head_width a multiple of 4.

override LANES: u32 = 16;

struct Params {
  batch: u32, time: u32, heads: u32, head_width: u32,
  seed: u32, site: u32, threshold: u32, keep_scale: f32,
}

@group(0) @binding(0) var<storage, read>       dy: array<vec4f>;    // (batch, time, heads, head_width)
@group(0) @binding(1) var<storage, read>       y: array<vec4f>;     // (batch, time, heads, head_width)
@group(0) @binding(2) var<storage, read_write> delta: array<f32>;   // (batch, heads, time)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let row = (group.x + group.y * groups.x) * LANES + lane;
  if (row >= params.batch * params.heads * params.time) { return; }
  let i = row % params.time;
  let head = row / params.time % params.heads;
  let history = row / params.time / params.heads;
  let vectors = params.head_width / 4;
  let at = ((history * params.time + i) * params.heads + head) * vectors;
  var sum = 0.0;
  for (var d = 0u; d < vectors; d++) { sum += dot(dy[at + d], y[at + d]); }
  delta[row] = sum;
}
