// matmul epilogue: a share of a split sum, for reduce.wgsl
//
// Slot file: what becomes of the finished sum of element `at` = row · n + col, and of a row's sum over the left
// operand. `row` is share · m + row, also in `at`.

@group(0) @binding(2) var<storage, read_write> share_sums: array<f32>;       // (shares, m, n)
@group(0) @binding(3) var<storage, read_write> share_rows: array<f32>;  // (shares, m)

fn finish(at: u32, col: u32, sum: f32) { share_sums[at] = sum; }

fn finish_row(row: u32, sum: f32) { share_rows[row] = sum; }
