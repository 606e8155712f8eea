/** A square of four rows, `stride` bytes apart, written as four columns that are `toStride` bytes apart. */
@inline
export function turnSquare(from: usize, stride: usize, to: usize, toStride: usize): void {
  const a = v128.load(from);
  const b = v128.load(from + stride);
  const c = v128.load(from + 2 * stride);
  const d = v128.load(from + 3 * stride);
  const ab = v128.shuffle<f32>(a, b, 0, 4, 1, 5);
  const cd = v128.shuffle<f32>(c, d, 0, 4, 1, 5);
  const abHigh = v128.shuffle<f32>(a, b, 2, 6, 3, 7);
  const cdHigh = v128.shuffle<f32>(c, d, 2, 6, 3, 7);
  v128.store(to, v128.shuffle<f32>(ab, cd, 0, 1, 4, 5));
  v128.store(to + toStride, v128.shuffle<f32>(ab, cd, 2, 3, 6, 7));
  v128.store(to + 2 * toStride, v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5));
  v128.store(to + 3 * toStride, v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7));
}

/** A matrix (rows, columns) written as (columns, rows); strides in bytes. */
export function turned(from: usize, stride: usize, rows: u32, columns: u32, to: usize, toStride: usize): void {
  let r: u32 = 0;
  for (; r + 4 <= rows; r += 4) {
    let c: u32 = 0;
    for (; c + 4 <= columns; c += 4) {
      turnSquare(from + r * stride + (c << 2), stride, to + c * toStride + (r << 2), toStride);
    }
    for (; c < columns; c++) {
      for (let i: u32 = 0; i < 4; i++) {
        store<f32>(to + c * toStride + ((r + i) << 2), load<f32>(from + (r + i) * stride + (c << 2)));
      }
    }
  }
  for (; r < rows; r++) {
    for (let c: u32 = 0; c < columns; c++) {
      store<f32>(to + c * toStride + (r << 2), load<f32>(from + r * stride + (c << 2)));
    }
  }
}
