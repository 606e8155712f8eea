// matmul, one 128×128 tile of the product per workgroup, 8×8 sums per lane: for large products
//
//   sum[r,c] = Σ_i a[r,i] · b[i,c], then the epilogue
//
// work      16×16 lanes; 8 values of i at a time go through workgroup memory as quads [i][rows / 4] and
//           [i][columns / 4]; lane (y, x) owns rows 4y … 4y + 3 and 64 + 4y …, columns 4x … 4x + 3 and 64 + 4x …:
//           neighbouring lanes read neighbouring quads.
// numerics  one accumulator per element, i in order.
// limits    any m, n, k ≥ 1; rows and columns past the end repeat the last one and are dropped.
//           8.3 KiB of workgroup memory, 64 accumulators per lane.

const TILE = 128u;
const STEP = 8u;
const QUADS = 32u;
const PITCH = 33u;  // odd, so that lanes along i write to different banks
const HALF = 16u;   // quads to a lane's second rows and columns

var<workgroup> a_tile: array<vec4f, 264>;  // STEP · PITCH
var<workgroup> b_tile: array<vec4f, 264>;

@compute @workgroup_size(256)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tiles_across = (params.n + TILE - 1) / TILE;
  let index = group.x + group.y * groups.x;
  let tile_row = index / tiles_across * TILE;
  let tile_col = index % tiles_across * TILE;
  if (tile_row >= params.m) { return; }  // uniform: the whole workgroup leaves together
  let lane_row = lane / HALF;
  let lane_col = lane % HALF;

  // As many quads of each operand as lanes: each lane stages one.
  let from_a = a_place(lane, QUADS, STEP);
  let from_b = b_place(lane, QUADS, STEP);
  let quad_rows = min(tile_row + 4 * from_a.y + vec4u(0, 1, 2, 3), vec4u(params.m - 1));
  let quad_cols = min(tile_col + 4 * from_b.y + vec4u(0, 1, 2, 3), vec4u(params.n - 1));

  var top_left = mat4x4f();
  var top_right = mat4x4f();
  var bottom_left = mat4x4f();
  var bottom_right = mat4x4f();
  var top_rows = vec4f();
  var bottom_rows = vec4f();
  for (var start = 0u; start < params.k; start += STEP) {
    var a_quad = vec4f();
    var b_quad = vec4f();
    if (start + from_a.x < params.k) { a_quad = a_at(quad_rows, start + from_a.x); }
    if (start + from_b.x < params.k) { b_quad = b_at(quad_cols, start + from_b.x); }
    a_tile[from_a.x * PITCH + from_a.y] = a_quad;
    b_tile[from_b.x * PITCH + from_b.y] = b_quad;
    workgroupBarrier();
    for (var i = 0u; i < STEP; i++) {
      let a_top = a_tile[i * PITCH + lane_row];
      let a_bottom = a_tile[i * PITCH + lane_row + HALF];
      let b_left = b_tile[i * PITCH + lane_col];
      let b_right = b_tile[i * PITCH + lane_col + HALF];
      top_left = add_outer(top_left, a_top, b_left);
      top_right = add_outer(top_right, a_top, b_right);
      bottom_left = add_outer(bottom_left, a_bottom, b_left);
      bottom_right = add_outer(bottom_right, a_bottom, b_right);
      top_rows += a_top;
      bottom_rows += a_bottom;
    }
    workgroupBarrier();
  }

  let row = tile_row + 4 * lane_row;
  let col = tile_col + 4 * lane_col;
  var tiles = array(top_left, top_right, bottom_left, bottom_right);
  for (var q = 0u; q < 16u; q++) {
    finish_quad(tiles[q / 4][q % 4], row + q / 8 * 64 + q % 4, col + q / 4 % 2 * 64, 1, 0);
  }
  if (col == 0) {
    finish_rows(top_rows, row, 0);
    finish_rows(bottom_rows, row + 64, 0);
  }
}
