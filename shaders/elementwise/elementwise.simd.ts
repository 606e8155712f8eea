import { dropout4 } from '../simd/dropout.as';
import { load4, store4 } from '../simd/lanes.as';

export function elementwise_accumulate(a: usize, b: usize, total: usize, count: u32): void {
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(total + at, f32x4.add(load4(a + at, count - i), load4(b + at, count - i)), count - i);
  }
}

export function elementwise_dropout(
  x: usize, clock: usize, y: usize, count: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  const step = load<u32>(clock);
  for (let i: u32 = 0; i < count; i += 4) {
    const kept = dropout4(i, step, seed, site, threshold, keepScale);
    store4(y + (i << 2), f32x4.mul(load4(x + (i << 2), count - i), kept), count - i);
  }
}
