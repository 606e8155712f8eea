// matmul, one TILE×TILE tile of the product per workgroup, 4×4 sums per lane
//
//   sum[r,c] = Σ_i a[r,i] · b[i,c], then the epilogue; with SPAN < k a workgroup sums SPAN values of i only
//
// work      (TILE/4)² lanes; STEP values of i at a time go through workgroup memory as quads [i][rows / 4] and
//           [i][columns / 4]; lane (y, x) owns rows 4y … 4y + 3 and columns 4x … 4x + 3.
//           Workgroups are ordered by share of the sum, then rows, then columns.
// numerics  one accumulator per element, i in order.
// limits    any m, n, k ≥ 1; rows and columns past the end repeat the last one and are dropped.
//           TILE 32 takes 4.5 KiB, TILE 64 8.5 KiB of workgroup memory.

override TILE: u32 = 64;
override SPAN: u32 = 0x80000000;  // more than any k: the whole sum

const STEP = 16u;
override QUADS: u32 = TILE / 4;
override PITCH: u32 = QUADS + 1;  // odd, so that lanes along i write to different banks
override LANES: u32 = QUADS * QUADS;

var<workgroup> a_tile: array<vec4f, STEP * PITCH>;
var<workgroup> b_tile: array<vec4f, STEP * PITCH>;

@compute @workgroup_size(LANES)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(num_workgroups) groups: vec3u,
  @builtin(local_invocation_index) lane: u32,
) {
  let tiles_across = (params.n + TILE - 1) / TILE;
  let tiles = tiles_across * ((params.m + TILE - 1) / TILE);
  let index = group.x + group.y * groups.x;
  let share = index / tiles;
  let first = share * SPAN;
  if (first >= params.k) { return; }  // uniform: the whole workgroup leaves together
  let last = min(params.k, first + SPAN);
  let tile_row = index % tiles / tiles_across * TILE;
  let tile_col = index % tiles_across * TILE;
  let lane_row = lane / QUADS;
  let lane_col = lane % QUADS;

  var sums = mat4x4f();
  var rows = vec4f();
  for (var start = first; start < last; start += STEP) {
    for (var q = lane; q < STEP * QUADS; q += LANES) {
      let from_a = a_place(q, QUADS, STEP);
      let from_b = b_place(q, QUADS, STEP);
      let quad_rows = min(tile_row + 4 * from_a.y + vec4u(0, 1, 2, 3), vec4u(params.m - 1));
      let quad_cols = min(tile_col + 4 * from_b.y + vec4u(0, 1, 2, 3), vec4u(params.n - 1));
      var a_quad = vec4f();
      var b_quad = vec4f();
      if (start + from_a.x < last) { a_quad = a_at(quad_rows, start + from_a.x); }
      if (start + from_b.x < last) { b_quad = b_at(quad_cols, start + from_b.x); }
      a_tile[from_a.x * PITCH + from_a.y] = a_quad;
      b_tile[from_b.x * PITCH + from_b.y] = b_quad;
    }
    workgroupBarrier();
    for (var i = 0u; i < STEP; i++) {
      let a_quad = a_tile[i * PITCH + lane_row];
      sums = add_outer(sums, a_quad, b_tile[i * PITCH + lane_col]);
      rows += a_quad;
    }
    workgroupBarrier();
  }

  let row = tile_row + 4 * lane_row;
  let col = tile_col + 4 * lane_col;
  for (var r = 0u; r < 4u; r++) { finish_quad(sums[r], row + r, col, 1, share * params.m); }
  if (col == 0) { finish_rows(rows, row, share * params.m); }
}
