import { load4, store4 } from '../simd/lanes.as';
import { sumOf } from '../simd/math.as';

/** Elements whose squares are added up before they are added to the others: sums of sums lose fewer digits. */
const CHUNK: u32 = 1024;

export function optimizer_squared_norm(gradient: usize, norm: usize, count: u32): void {
  let total: f64 = 0;
  for (let from: u32 = 0; from < count; from += CHUNK) {
    let sum = f32x4.splat(0);
    const to = min(count, from + CHUNK);
    for (let i = from; i < to; i += 4) {
      const g = load4(gradient + (i << 2), to - i);
      sum = f32x4.add(sum, f32x4.mul(g, g));
    }
    total += <f64>sumOf(sum);
  }
  store<f32>(norm, <f32>total);
}

export function optimizer_adamw(
  parameters: usize, firstMoment: usize, secondMoment: usize, gradient: usize, squaredNorm: usize, schedule: usize,
  count: u32, decayed: u32, beta1: f32, beta2: f32, eps: f32, weightDecay: f32, clip: f32,
): void {
  const norm = load<f32>(squaredNorm);
  if (!isFinite<f32>(norm)) return;
  const rate = load<f32>(schedule);
  const scale = clip == 0 ? f32x4.splat(1) : f32x4.splat(min<f32>(1, clip / (sqrt<f32>(norm) + <f32>1e-6)));
  const step = f32x4.splat(rate / load<f32>(schedule, 4));
  const correction = f32x4.splat(load<f32>(schedule, 8));
  const one = f32x4.splat(1);
  const decay = f32x4.splat(<f32>1 - rate * weightDecay);
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    const left = count - i;
    const g = f32x4.mul(scale, load4(gradient + at, left));
    const m = f32x4.add(
      f32x4.mul(f32x4.splat(beta1), load4(firstMoment + at, left)),
      f32x4.mul(f32x4.splat(<f32>1 - beta1), g),
    );
    const v = f32x4.add(
      f32x4.mul(f32x4.splat(beta2), load4(secondMoment + at, left)),
      f32x4.mul(f32x4.mul(f32x4.splat(<f32>1 - beta2), g), g),
    );
    store4(firstMoment + at, m, left);
    store4(secondMoment + at, v, left);
    const place = i32x4.add(i32x4.splat(i), i32x4(0, 1, 2, 3));
    const keeps = v128.bitselect(decay, one, i32x4.lt_u(place, i32x4.splat(decayed)));
    const moved = f32x4.div(
      f32x4.mul(step, m),
      f32x4.add(f32x4.sqrt(f32x4.div(v, correction)), f32x4.splat(eps)),
    );
    store4(parameters + at, f32x4.sub(f32x4.mul(keeps, load4(parameters + at, left)), moved), left);
  }
}
