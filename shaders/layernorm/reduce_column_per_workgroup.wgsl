// layernorm.backward, pass 2 of 2, one workgroup per column
//
//   dgamma[c] = Σ_block partial[band,0,c]        dbeta[c] = Σ_block partial[band,1,c]
//
// needs     workgroup/sum.wgsl.
// source    derivative of layernorm.forward.
// work      one workgroup per column; lane i owns bands i, i + LANES, …
// numerics  each lane's bands in order, then a tree over lanes.
// limits    LANES a power of two; ROWS as in pass 1.

override LANES: u32 = 64;
override ROWS: u32 = 16;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<f32>;  // (bands, 2, cols)
@group(0) @binding(1) var<storage, read_write> dgamma: array<f32>;   // (cols)
@group(0) @binding(2) var<storage, read_write> dbeta: array<f32>;    // (cols)
@group(1) @binding(0) var<uniform> params: Params;

alias Term = vec2f;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = group.x + group.y * groups.x;
  if (column >= params.cols) { return; }  // uniform: the whole workgroup leaves together
  let bands = (params.rows + ROWS - 1u) / ROWS;
  var sum = vec2f(0.0);
  for (var band = lane; band < bands; band += LANES) {
    let at = band * 2u * params.cols + column;
    sum += vec2f(partial[at], partial[at + params.cols]);
  }
  add_up(lane, LANES, sum);
  if (lane == 0) {
    dgamma[column] = lane_sums[0].x;
    dbeta[column] = lane_sums[0].y;
  }
}
