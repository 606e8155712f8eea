// matmul, an 8×8 tile of sums per lane, operands read directly: no barriers, no workgroup memory
//
//   sum[r,c] = Σ_i a[r,i] · b[i,c], then the epilogue
//
// work      a workgroup owns 32 rows × 32 columns; lane (y, x) of its 4×4 lanes owns rows 8y … 8y + 7 and columns
//           x, x + 4, …, x + 28: four neighbouring lanes read one element of a and four neighbours of b, which a
//           software adapter with 4-wide vectors turns into one load each.
// numerics  one accumulator per element, i in order.
// limits    any m, n, k ≥ 1; rows and columns past the end repeat the last one and are dropped.

const LANES_ACROSS = 4u;
const TILE = 32u;

@compute @workgroup_size(16)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tiles_across = (params.n + TILE - 1) / TILE;
  let tile = group.x + group.y * groups.x;
  let row = tile / tiles_across * TILE + lane / LANES_ACROSS * 8;
  let col = tile % tiles_across * TILE + lane % LANES_ACROSS;
  if (row >= params.m || col >= params.n) { return; }

  let top = min(row + vec4u(0, 1, 2, 3), vec4u(params.m - 1));
  let bottom = min(row + vec4u(4, 5, 6, 7), vec4u(params.m - 1));
  let left = min(col + LANES_ACROSS * vec4u(0, 1, 2, 3), vec4u(params.n - 1));
  let right = min(col + LANES_ACROSS * vec4u(4, 5, 6, 7), vec4u(params.n - 1));

  var top_left = mat4x4f();
  var top_right = mat4x4f();
  var bottom_left = mat4x4f();
  var bottom_right = mat4x4f();
  var top_rows = vec4f();
  var bottom_rows = vec4f();
  for (var i = 0u; i < params.k; i++) {
    let b_left = b_at(left, i);
    let b_right = b_at(right, i);
    let a_top = a_at(top, i);
    top_left = add_outer(top_left, a_top, b_left);
    top_right = add_outer(top_right, a_top, b_right);
    let a_bottom = a_at(bottom, i);
    bottom_left = add_outer(bottom_left, a_bottom, b_left);
    bottom_right = add_outer(bottom_right, a_bottom, b_right);
    top_rows += a_top;
    bottom_rows += a_bottom;
  }

  var tiles = array(top_left, top_right, bottom_left, bottom_right);
  for (var q = 0u; q < 16u; q++) {
    finish_quad(tiles[q / 4][q % 4], row + q / 8 * 4 + q % 4, col + q / 4 % 2 * 16, LANES_ACROSS, 0);
  }
  if (col == 0) {
    finish_rows(top_rows, row, 0);
    finish_rows(bottom_rows, row + 4, 0);
  }
}
