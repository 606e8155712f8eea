// Products of matrices, the one place where most of the time goes: operands packed in panels, tiles of 4 × 8 in registers.
import { turnSquare } from './turned.as';

/** Rows and columns of a tile. */
const ROWS: u32 = 4;
const COLUMNS: u32 = 8;
/** Terms and columns whose panels stay in the cache. */
const TERMS: u32 = 256;
const BLOCK: u32 = 256;

/** The packed rows of one tile, the packed columns of a block, a tile at the edge. */
const PACKED_ROWS: usize = memory.data(256 * 4 * 4, 64);
const PACKED_COLUMNS: usize = memory.data(256 * 256 * 4, 64);
const EDGE: usize = memory.data(4 * 8 * 4, 64);

/** `count` columns of b from its column `from`, eight side by side, term after term; zeros beyond the last. */
function packColumns(b: usize, inner: usize, column: usize, terms: u32, count: u32): void {
  let to = PACKED_COLUMNS;
  for (let from: u32 = 0; from < count; from += COLUMNS) {
    const width = min(COLUMNS, count - from);
    const start = b + from * column;
    if (column == 4 && width == COLUMNS) {
      for (let i: u32 = 0; i < terms; i++, to += 32) {
        const at = start + i * inner;
        v128.store(to, v128.load(at));
        v128.store(to, v128.load(at, 16), 16);
      }
      continue;
    }
    if (inner == 4 && width == COLUMNS) {
      // Columns lie in rows: four terms of four of them are turned at a time.
      let i: u32 = 0;
      for (; i + 4 <= terms; i += 4, to += 128) {
        turnSquare(start + (i << 2), column, to, 32);
        turnSquare(start + (i << 2) + 4 * column, column, to + 16, 32);
      }
      for (; i < terms; i++, to += 32) {
        for (let c: u32 = 0; c < COLUMNS; c++) store<f32>(to + (c << 2), load<f32>(start + (i << 2) + c * column));
      }
      continue;
    }
    for (let i: u32 = 0; i < terms; i++, to += 32) {
      const at = start + i * inner;
      for (let c: u32 = 0; c < COLUMNS; c++) {
        store<f32>(to + (c << 2), c < width ? load<f32>(at + c * column) : <f32>0);
      }
    }
  }
}

/** `count` rows of a, four side by side, term after term; zeros beyond the last. */
function packRows(a: usize, row: usize, inner: usize, terms: u32, count: u32): void {
  let to = PACKED_ROWS;
  if (row == 4 && count == ROWS) {
    for (let i: u32 = 0; i < terms; i++, to += 16) v128.store(to, v128.load(a + i * inner));
    return;
  }
  if (inner == 4 && count == ROWS) {
    let i: u32 = 0;
    for (; i + 4 <= terms; i += 4, to += 64) turnSquare(a + (i << 2), row, to, 16);
    for (; i < terms; i++, to += 16) {
      for (let r: u32 = 0; r < ROWS; r++) store<f32>(to + (r << 2), load<f32>(a + (i << 2) + r * row));
    }
    return;
  }
  for (let i: u32 = 0; i < terms; i++, to += 16) {
    const at = a + i * inner;
    for (let r: u32 = 0; r < ROWS; r++) store<f32>(to + (r << 2), r < count ? load<f32>(at + r * row) : <f32>0);
  }
}

/** A tile of y, from packed rows and a packed panel of columns; added to what is there where `onto` says so. */
function tile(panel: usize, terms: u32, y: usize, yRow: usize, onto: bool): void {
  let c00 = f32x4.splat(0), c01 = c00, c10 = c00, c11 = c00, c20 = c00, c21 = c00, c30 = c00, c31 = c00;
  let a = PACKED_ROWS;
  for (let i: u32 = 0; i < terms; i++) {
    const b0 = v128.load(panel);
    const b1 = v128.load(panel, 16);
    let x = v128.load32_splat(a);
    c00 = f32x4.add(c00, f32x4.mul(x, b0));
    c01 = f32x4.add(c01, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 4);
    c10 = f32x4.add(c10, f32x4.mul(x, b0));
    c11 = f32x4.add(c11, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 8);
    c20 = f32x4.add(c20, f32x4.mul(x, b0));
    c21 = f32x4.add(c21, f32x4.mul(x, b1));
    x = v128.load32_splat(a, 12);
    c30 = f32x4.add(c30, f32x4.mul(x, b0));
    c31 = f32x4.add(c31, f32x4.mul(x, b1));
    a += 16;
    panel += 32;
  }
  if (onto) {
    c00 = f32x4.add(c00, v128.load(y)); c01 = f32x4.add(c01, v128.load(y, 16));
    c10 = f32x4.add(c10, v128.load(y + yRow)); c11 = f32x4.add(c11, v128.load(y + yRow, 16));
    c20 = f32x4.add(c20, v128.load(y + 2 * yRow)); c21 = f32x4.add(c21, v128.load(y + 2 * yRow, 16));
    c30 = f32x4.add(c30, v128.load(y + 3 * yRow)); c31 = f32x4.add(c31, v128.load(y + 3 * yRow, 16));
  }
  v128.store(y, c00); v128.store(y, c01, 16);
  v128.store(y + yRow, c10); v128.store(y + yRow, c11, 16);
  v128.store(y + 2 * yRow, c20); v128.store(y + 2 * yRow, c21, 16);
  v128.store(y + 3 * yRow, c30); v128.store(y + 3 * yRow, c31, 16);
}

/** A tile at the edge, of which only some rows and columns are of y. */
function edge(panel: usize, terms: u32, y: usize, yRow: usize, rows: u32, columns: u32, onto: bool): void {
  tile(panel, terms, EDGE, 32, false);
  for (let r: u32 = 0; r < rows; r++) {
    for (let c: u32 = 0; c < columns; c++) {
      const at = y + r * yRow + (c << 2);
      const sum = load<f32>(EDGE + (r << 5) + (c << 2));
      store<f32>(at, onto ? load<f32>(at) + sum : sum);
    }
  }
}

/** Rows of y from the columns that are packed. */
function rowsOf(
  a: usize, aRow: usize, aInner: usize, y: usize, yRow: usize, m: u32, columns: u32, terms: u32, onto: bool,
): void {
  for (let r: u32 = 0; r < m; r += ROWS) {
    const rows = min(ROWS, m - r);
    packRows(a + r * aRow, aRow, aInner, terms, rows);
    let panel = PACKED_COLUMNS;
    for (let c: u32 = 0; c < columns; c += COLUMNS, panel += terms << 5) {
      const to = y + r * yRow + (c << 2);
      const width = min(COLUMNS, columns - c);
      if (rows == ROWS && width == COLUMNS) tile(panel, terms, to, yRow, onto);
      else edge(panel, terms, to, yRow, rows, width, onto);
    }
  }
}

/**
 * y (m, n) = Σ over k of a (m, k) · b (k, n), or y + that. Strides in bytes: from a row of a to the next and from a term to the
 * next, from a term of b to the next and from a column to the next, from a row of y to the next.
 */
export function product(
  a: usize, aRow: usize, aInner: usize,
  b: usize, bInner: usize, bColumn: usize,
  y: usize, yRow: usize,
  m: u32, n: u32, k: u32,
  onto: bool,
): void {
  for (let from: u32 = 0; from < k; from += TERMS) {
    const terms = min(TERMS, k - from);
    for (let block: u32 = 0; block < n; block += BLOCK) {
      const columns = min(BLOCK, n - block);
      packColumns(b + from * bInner + block * bColumn, bInner, bColumn, terms, columns);
      rowsOf(a + from * aInner, aRow, aInner, y + (block << 2), yRow, m, columns, terms, onto || from > 0);
    }
  }
}

/** As `product` right after it with the same b, which is packed no second time where it fits. */
export function productAgain(
  a: usize, aRow: usize, aInner: usize,
  b: usize, bInner: usize, bColumn: usize,
  y: usize, yRow: usize,
  m: u32, n: u32, k: u32,
  onto: bool,
): void {
  if (k <= TERMS && n <= BLOCK) rowsOf(a, aRow, aInner, y, yRow, m, n, k, onto);
  else product(a, aRow, aInner, b, bInner, bColumn, y, yRow, m, n, k, onto);
}
