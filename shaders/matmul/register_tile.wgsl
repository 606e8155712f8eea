// matmul: a 4×4 tile of sums in registers, column r of the matrix holding row r of the tile
//
// Slot file: needs `params`, and the epilogue's `finish(row, col, sum)` and `finish_row(row, sum)`.

// sums + a·bᵀ for four rows and four columns at one i.
fn add_outer(sums: mat4x4f, a: vec4f, b: vec4f) -> mat4x4f {
  return mat4x4f(
    fma(vec4f(a.x), b, sums[0]),
    fma(vec4f(a.y), b, sums[1]),
    fma(vec4f(a.z), b, sums[2]),
    fma(vec4f(a.w), b, sums[3]),
  );
}

// Hands the sums of rows row … row + 3 and columns col, col + stride, … to the epilogue. A share of a split sum is
// written `above` rows further down.
fn finish_tile(sums: mat4x4f, row: u32, col: u32, stride: u32, above: u32) {
  var tile = sums;
  for (var r = 0u; r < 4u && row + r < params.m; r++) {
    for (var c = 0u; c < 4u; c++) {
      let column = col + c * stride;
      if (column < params.n) { finish(above + row + r, column, tile[r][c]); }
    }
  }
}

// Hands the sums over i of the left operand's rows row … row + 3 to the epilogue.
fn finish_rows(sums: vec4f, row: u32, above: u32) {
  var rows = sums;
  for (var r = 0u; r < 4u && row + r < params.m; r++) { finish_row(above + row + r, rows[r]); }
}
