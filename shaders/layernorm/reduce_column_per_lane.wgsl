// layernorm.backward, pass 2 of 2, one lane per column: no barriers
//
//   dgamma[c] = Σ_block partial[band,0,c]        dbeta[c] = Σ_block partial[band,1,c]
//
// source    derivative of layernorm.forward.
// work      lane i of workgroup g owns column g·LANES + i.
// numerics  bands in order.
// limits    ROWS as in pass 1.

override LANES: u32 = 16;
override ROWS: u32 = 8;

struct Params { rows: u32, cols: u32 }

@group(0) @binding(0) var<storage, read>       partial: array<f32>;  // (bands, 2, cols)
@group(0) @binding(1) var<storage, read_write> dgamma: array<f32>;   // (cols)
@group(0) @binding(2) var<storage, read_write> dbeta: array<f32>;    // (cols)
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let column = (group.x + group.y * groups.x) * LANES + lane;
  if (column >= params.cols) { return; }
  let bands = (params.rows + ROWS - 1u) / ROWS;
  var sums = vec2f(0.0);
  for (var band = 0u; band < bands; band++) {
    let at = band * 2u * params.cols + column;
    sums += vec2f(partial[at], partial[at + params.cols]);
  }
  dgamma[column] = sums.x;
  dbeta[column] = sums.y;
}
