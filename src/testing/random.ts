import { Random } from '../core/random.ts';

/** `count` numbers uniform in [−scale, scale), rounded to f32 so that CPU and GPU see the same ones. */
export function noise(count: number, seed: number, scale = 1): Float64Array {
  const random = new Random(seed, 'test noise');
  return Float64Array.from({ length: count }, () => Math.fround((random.uniform() * 2 - 1) * scale));
}
