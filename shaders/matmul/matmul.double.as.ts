// Products of matrices in double precision: each sum is added up term after term, as the reference does it, so the bits are the same.

/** Columns of a panel of b, which is in single precision: its terms lie one after another, each of four columns side by side. */
const COLUMNS: u32 = 4;

/** Four rows of y from a panel. */
function fourRows(a: usize, aRow: usize, panel: usize, y: usize, yRow: usize, k: u32): void {
  let c00 = f64x2.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  let a1 = a + aRow, a2 = a1 + aRow, a3 = a2 + aRow;
  for (let i: u32 = 0; i < k; i++) {
    const b0 = f64x2.promote_low_f32x4(v128.load64_zero(panel));
    const b1 = f64x2.promote_low_f32x4(v128.load64_zero(panel, 8));
    let x = v128.load64_splat(a);
    c00 = f64x2.add(c00, f64x2.mul(x, b0));
    c01 = f64x2.add(c01, f64x2.mul(x, b1));
    x = v128.load64_splat(a1);
    c10 = f64x2.add(c10, f64x2.mul(x, b0));
    c11 = f64x2.add(c11, f64x2.mul(x, b1));
    x = v128.load64_splat(a2);
    c20 = f64x2.add(c20, f64x2.mul(x, b0));
    c21 = f64x2.add(c21, f64x2.mul(x, b1));
    x = v128.load64_splat(a3);
    c30 = f64x2.add(c30, f64x2.mul(x, b0));
    c31 = f64x2.add(c31, f64x2.mul(x, b1));
    a += 8;
    a1 += 8;
    a2 += 8;
    a3 += 8;
    panel += 16;
  }
  v128.store(y, c00); v128.store(y, c01, 16);
  y += yRow;
  v128.store(y, c10); v128.store(y, c11, 16);
  y += yRow;
  v128.store(y, c20); v128.store(y, c21, 16);
  y += yRow;
  v128.store(y, c30); v128.store(y, c31, 16);
}

/** One row of y from two panels, so that there are sums enough to add while others wait. */
function oneRow(a: usize, panel: usize, y: usize, k: u32): void {
  let c0 = f64x2.splat(0), c1 = c0, c2 = c0, c3 = c0;
  const second = k << 4;
  for (let i: u32 = 0; i < k; i++) {
    const x = v128.load64_splat(a);
    c0 = f64x2.add(c0, f64x2.mul(x, f64x2.promote_low_f32x4(v128.load64_zero(panel))));
    c1 = f64x2.add(c1, f64x2.mul(x, f64x2.promote_low_f32x4(v128.load64_zero(panel, 8))));
    c2 = f64x2.add(c2, f64x2.mul(x, f64x2.promote_low_f32x4(v128.load64_zero(panel + second))));
    c3 = f64x2.add(c3, f64x2.mul(x, f64x2.promote_low_f32x4(v128.load64_zero(panel + second, 8))));
    a += 8;
    panel += 16;
  }
  v128.store(y, c0); v128.store(y, c1, 16); v128.store(y, c2, 32); v128.store(y, c3, 48);
}

/**
 * y (m, columns) = a (m, k) · b, with b in panels of four columns. `columns` is a multiple of eight, so that panels come in pairs.
 */
export function product(a: usize, b: usize, y: usize, m: u32, columns: u32, k: u32): void {
  const aRow = <usize>k << 3;
  const yRow = <usize>columns << 3;
  const panel = <usize>k << 4;
  let r: u32 = 0;
  for (; r + 4 <= m; r += 4) {
    for (let c: u32 = 0; c < columns; c += COLUMNS) {
      fourRows(a + r * aRow, aRow, b + (c >> 2) * panel, y + r * yRow + (c << 3), yRow, k);
    }
  }
  for (; r < m; r++) {
    for (let c: u32 = 0; c < columns; c += 2 * COLUMNS) {
      oneRow(a + r * aRow, b + (c >> 2) * panel, y + r * yRow + (c << 3), k);
    }
  }
}
