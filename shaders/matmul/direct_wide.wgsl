// matmul, a 16×16 tile of sums per lane, operands read directly: no barriers, no workgroup memory
//
//   sum[r,c] = Σ_i a[r,i] · b[i,c], then the epilogue
//
// work      a workgroup owns 16 rows × 64 columns; lane x of its 4 owns columns x, x + 4, …, x + 60. On a software adapter
//           with 4-wide vectors a load costs as much as five multiplications (direct.wgsl: 16 loads for 64 of them);
//           here 32 loads serve 256, and sums are put back once for four i.
// numerics  one accumulator per element, i in order.
// limits    any m, n, k ≥ 1; rows and columns past the end repeat the last one and are dropped.

// What k leaves over by 4; where it is 0 the loop over the rest is compiled away, with a quarter of the time to compile.
override REST: u32;

const LANES = 4u;
const TILE_ROWS = 16u;
const TILE_COLS = 64u;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tiles_across = (params.n + TILE_COLS - 1) / TILE_COLS;
  let tile = group.x + group.y * groups.x;
  let row = tile / tiles_across * TILE_ROWS;
  let col = tile % tiles_across * TILE_COLS + lane;
  if (row >= params.m || col >= params.n) { return; }

  let last_row = vec4u(params.m - 1);
  let last_col = vec4u(params.n - 1);
  let across = LANES * vec4u(0, 1, 2, 3);
  let rows0 = min(row + vec4u(0, 1, 2, 3), last_row);
  let rows1 = min(row + vec4u(4, 5, 6, 7), last_row);
  let rows2 = min(row + vec4u(8, 9, 10, 11), last_row);
  let rows3 = min(row + vec4u(12, 13, 14, 15), last_row);
  let cols0 = min(col + across, last_col);
  let cols1 = min(col + across + 16, last_col);
  let cols2 = min(col + across + 32, last_col);
  let cols3 = min(col + across + 48, last_col);

  // Named sums[row / 4][column / 16]: an indexed array would leave the registers.
  var s00 = mat4x4f(); var s01 = mat4x4f(); var s02 = mat4x4f(); var s03 = mat4x4f();
  var s10 = mat4x4f(); var s11 = mat4x4f(); var s12 = mat4x4f(); var s13 = mat4x4f();
  var s20 = mat4x4f(); var s21 = mat4x4f(); var s22 = mat4x4f(); var s23 = mat4x4f();
  var s30 = mat4x4f(); var s31 = mat4x4f(); var s32 = mat4x4f(); var s33 = mat4x4f();
  var r0 = vec4f(); var r1 = vec4f(); var r2 = vec4f(); var r3 = vec4f();

  var i = 0u;
  for (; i + 3 < params.k; i += 4) {
    let b0 = b_four(cols0, i); let b1 = b_four(cols1, i); let b2 = b_four(cols2, i); let b3 = b_four(cols3, i);
    let a0 = a_four(rows0, i);
    s00 = add_four(s00, a0, b0); s01 = add_four(s01, a0, b1); s02 = add_four(s02, a0, b2); s03 = add_four(s03, a0, b3);
    r0 += a0[0] + a0[1] + a0[2] + a0[3];
    let a1 = a_four(rows1, i);
    s10 = add_four(s10, a1, b0); s11 = add_four(s11, a1, b1); s12 = add_four(s12, a1, b2); s13 = add_four(s13, a1, b3);
    r1 += a1[0] + a1[1] + a1[2] + a1[3];
    let a2 = a_four(rows2, i);
    s20 = add_four(s20, a2, b0); s21 = add_four(s21, a2, b1); s22 = add_four(s22, a2, b2); s23 = add_four(s23, a2, b3);
    r2 += a2[0] + a2[1] + a2[2] + a2[3];
    let a3 = a_four(rows3, i);
    s30 = add_four(s30, a3, b0); s31 = add_four(s31, a3, b1); s32 = add_four(s32, a3, b2); s33 = add_four(s33, a3, b3);
    r3 += a3[0] + a3[1] + a3[2] + a3[3];
  }
  for (; REST > 0 && i < params.k; i++) {
    let b0 = b_at(cols0, i); let b1 = b_at(cols1, i); let b2 = b_at(cols2, i); let b3 = b_at(cols3, i);
    let a0 = a_at(rows0, i);
    s00 = add_outer(s00, a0, b0); s01 = add_outer(s01, a0, b1); s02 = add_outer(s02, a0, b2); s03 = add_outer(s03, a0, b3);
    r0 += a0;
    let a1 = a_at(rows1, i);
    s10 = add_outer(s10, a1, b0); s11 = add_outer(s11, a1, b1); s12 = add_outer(s12, a1, b2); s13 = add_outer(s13, a1, b3);
    r1 += a1;
    let a2 = a_at(rows2, i);
    s20 = add_outer(s20, a2, b0); s21 = add_outer(s21, a2, b1); s22 = add_outer(s22, a2, b2); s23 = add_outer(s23, a2, b3);
    r2 += a2;
    let a3 = a_at(rows3, i);
    s30 = add_outer(s30, a3, b0); s31 = add_outer(s31, a3, b1); s32 = add_outer(s32, a3, b2); s33 = add_outer(s33, a3, b3);
    r3 += a3;
  }

  var tiles = array(s00, s01, s02, s03, s10, s11, s12, s13, s20, s21, s22, s23, s30, s31, s32, s33);
  for (var q = 0u; q < 64u; q++) {
    finish_quad(tiles[q / 4][q % 4], row + q / 16 * 4 + q % 4, col + q / 4 % 4 * 16, LANES, 0);
  }
  if (col == 0) {
    finish_rows(r0, row, 0);
    finish_rows(r1, row + 4, 0);
    finish_rows(r2, row + 8, 0);
    finish_rows(r3, row + 12, 0);
  }
}
