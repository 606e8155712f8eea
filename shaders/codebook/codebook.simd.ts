import { load4, store4 } from '../simd/lanes.as';
import { sumOf } from '../simd/math.as';

/** Of codes equally near the lowest. */
export function codebook_nearest(a: usize, b: usize, index: usize, residual: usize, m: u32, n: u32, k: u32): void {
  for (let r: u32 = 0; r < m; r++) {
    const row = a + ((r * k) << 2);
    let best: u32 = 0;
    let least: f32 = f32.MAX_VALUE;
    for (let c: u32 = 0; c < n; c++) {
      const code = b + ((c * k) << 2);
      let sum = f32x4.splat(0);
      for (let i: u32 = 0; i < k; i += 4) {
        const d = f32x4.sub(load4(row + (i << 2), k - i), load4(code + (i << 2), k - i));
        sum = f32x4.add(sum, f32x4.mul(d, d));
      }
      const distance = sumOf(sum);
      if (distance < least) {
        best = c;
        least = distance;
      }
    }
    store<u32>(index + (r << 2), best);
    for (let i: u32 = 0; i < k; i += 4) {
      const left = k - i;
      const d = f32x4.sub(load4(row + (i << 2), left), load4(b + ((best * k + i) << 2), left));
      store4(residual + ((r * k + i) << 2), d, left);
    }
  }
}
