// matmul: a 4×4 tile of sums in registers, column r of the matrix holding row r of the tile
//
// Slot file: needs `params`, and the epilogue's `finish(at, col, sum)` and `finish_row(row, sum)`.

// sums + a·bᵀ for four rows and four columns at one i.
fn add_outer(sums: mat4x4f, a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(
    fma(vec4f(a.x), b, sums[0]),
    fma(vec4f(a.y), b, sums[1]),
    fma(vec4f(a.z), b, sums[2]),
    fma(vec4f(a.w), b, sums[3]),
  );
}

// sums + a·bᵀ for four rows and four columns at four i in order; column j of a and b is theirs at the j-th i.
fn add_four(sums: mat4x4f, a: mat4x4f, b: mat4x4f) -> mat4x4f {
  return mat4x4f(
    fma(vec4f(a[3].x), b[3], fma(vec4f(a[2].x), b[2], fma(vec4f(a[1].x), b[1], fma(vec4f(a[0].x), b[0], sums[0])))),
    fma(vec4f(a[3].y), b[3], fma(vec4f(a[2].y), b[2], fma(vec4f(a[1].y), b[1], fma(vec4f(a[0].y), b[0], sums[1])))),
    fma(vec4f(a[3].z), b[3], fma(vec4f(a[2].z), b[2], fma(vec4f(a[1].z), b[1], fma(vec4f(a[0].z), b[0], sums[2])))),
    fma(vec4f(a[3].w), b[3], fma(vec4f(a[2].w), b[2], fma(vec4f(a[1].w), b[1], fma(vec4f(a[0].w), b[0], sums[3])))),
  );
}

// Hands the sums of one row and columns col, col + stride, … to the epilogue. A share of a split sum is written `above`
// rows further down. Called in a loop over tiles and rows: copies of an epilogue take long to compile.
fn finish_quad(sums: vec4f, row: u32, col: u32, stride: u32, above: u32) {
  let n = params.n;
  if (row >= params.m) { return; }
  let start = (above + row) * n;
  let cols = col + stride * vec4u(0, 1, 2, 3);
  if (cols.x < n) { finish(start + cols.x, cols.x, sums.x); }
  if (cols.y < n) { finish(start + cols.y, cols.y, sums.y); }
  if (cols.z < n) { finish(start + cols.z, cols.z, sums.z); }
  if (cols.w < n) { finish(start + cols.w, cols.w, sums.w); }
}

// Hands the sums over i of the left operand's rows row … row + 3 to the epilogue.
fn finish_rows(sums: vec4f, row: u32, above: u32) {
  var rows = sums;
  for (var r = 0u; r < 4u && row + r < params.m; r++) { finish_row(above + row + r, rows[r]); }
}
