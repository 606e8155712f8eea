import { load4, store4 } from '../simd/lanes.as';
import { exp4, first, greatest, log4, NOTHING, sumOf } from '../simd/math.as';

export function prefixes_rows(
  x: usize, at: usize, y: usize, batch: u32, each: u32, count: u32, rows: u32, width: u32,
): void {
  const bytes = width << 2;
  for (let b: u32 = 0; b < batch; b++) {
    for (let n: u32 = 0; n < count; n++) {
      memory.copy(y + (b * count + n) * bytes, x + (b * each + load<u32>(at + (n << 2))) * bytes, bytes);
    }
  }
}

export function prefixes_log_softmax(logits: usize, rows: u32, size: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = logits + ((r * size) << 2);
    store<f32>(row, NOTHING);
    const most = greatest(row, size);
    const whole = size & ~3;
    const least = f32x4.splat(most);
    let total = f32x4.splat(0);
    for (let c: u32 = 0; c < whole; c += 4) {
      total = f32x4.add(total, exp4(f32x4.sub(v128.load(row + (c << 2)), least)));
    }
    let sum = sumOf(total);
    for (let c = whole; c < size; c++) sum += first(exp4(f32x4.splat(load<f32>(row + (c << 2)) - most)));
    const norm = f32x4.splat(most + first(log4(f32x4.splat(sum))));
    for (let c: u32 = 0; c < size; c += 4) {
      const left = size - c;
      store4(row + (c << 2), f32x4.sub(load4(row + (c << 2), left), norm), left);
    }
    store<f32>(row, 0);
  }
}

export function prefixes_scores(
  guesses: usize, sofar: usize, before: usize, codes: usize, y: usize, batch: u32, prefixes: u32, count: u32, size: u32,
): void {
  for (let b: u32 = 0; b < batch; b++) {
    for (let n: u32 = 0; n < count; n++) {
      const prefix = b * prefixes + load<u32>(before + (n << 2));
      const guess = load<f32>(guesses + ((prefix * size + load<u32>(codes + (n << 2))) << 2));
      store<f32>(y + ((b * count + n) << 2), load<f32>(sofar + (prefix << 2)) + guess);
    }
  }
}
