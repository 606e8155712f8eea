import { load4, store4 } from '../simd/lanes.as';
import { exp4, first, greatestOf, log4, NOTHING, sigmoid4, softplus4, sumOf } from '../simd/math.as';

@inline
function positiveScore(h: usize, positiveRows: usize, r: u32, width: u32): f32 {
  let sum = f32x4.splat(0);
  for (let c: u32 = 0; c < width; c += 4) {
    const at = (r * width + c) << 2;
    sum = f32x4.add(sum, f32x4.mul(load4(h + at, width - c), load4(positiveRows + at, width - c)));
  }
  return sumOf(sum);
}

/** Which of four negatives are the target, of lanes beyond the last one too. */
@inline
function masked(negatives: usize, j: u32, samples: u32, target: u32): v128 {
  const same = i32x4.eq(load4(negatives + (j << 2), samples - j), i32x4.splat(target));
  const beyond = i32x4.ge_u(i32x4(0, 1, 2, 3), i32x4.splat(samples - j));
  return v128.or(same, beyond);
}

export function sampled_softmax(
  logits: usize, h: usize, positiveRows: usize, targets: usize, negatives: usize,
  correction: usize, targetCorrection: usize, inverseCount: usize, dpositive: usize, loss: usize,
  rows: u32, samples: u32, width: u32,
): void {
  for (let r: u32 = 0; r < rows; r++) {
    const z = logits + ((r * samples) << 2);
    const target = load<u32>(targets + (r << 2));
    const positive = positiveScore(h, positiveRows, r, width) - load<f32>(targetCorrection + (r << 2));
    let most = f32x4.splat(positive);
    for (let j: u32 = 0; j < samples; j += 4) {
      const left = samples - j;
      const corrected = f32x4.sub(load4(z + (j << 2), left), load4(correction + (j << 2), left));
      const a = v128.bitselect(f32x4.splat(NOTHING), corrected, masked(negatives, j, samples, target));
      store4(z + (j << 2), a, left);
      most = f32x4.max(most, a);
    }
    const largest = greatestOf(most);
    const least = f32x4.splat(largest);
    const own = first(exp4(f32x4.splat(positive - largest)));
    let total = f32x4.splat(0);
    for (let j: u32 = 0; j < samples; j += 4) {
      const left = samples - j;
      const e = exp4(f32x4.sub(load4(z + (j << 2), left), least));
      store4(z + (j << 2), e, left);
      const beyond = i32x4.ge_u(i32x4(0, 1, 2, 3), i32x4.splat(left));
      total = f32x4.add(total, v128.andnot(e, beyond));
    }
    const sum = sumOf(total) + own;
    const weight = target == 0 ? <f32>0 : load<f32>(inverseCount);
    const share = f32x4.splat(weight / sum);
    for (let j: u32 = 0; j < samples; j += 4) {
      const left = samples - j;
      store4(z + (j << 2), f32x4.mul(load4(z + (j << 2), left), share), left);
    }
    store<f32>(dpositive + (r << 2), weight * (own / sum - 1));
    const lost = first(log4(f32x4.splat(sum))) + (largest - positive);
    store<f32>(loss + (r << 2), target == 0 ? <f32>0 : lost);
  }
}

export function sampled_gbce(
  logits: usize, h: usize, positiveRows: usize, targets: usize, negatives: usize,
  inverseCount: usize, dpositive: usize, loss: usize, rows: u32, samples: u32, width: u32, beta: f32,
): void {
  for (let r: u32 = 0; r < rows; r++) {
    const z = logits + ((r * samples) << 2);
    const target = load<u32>(targets + (r << 2));
    const weight = (target == 0 ? <f32>0 : load<f32>(inverseCount)) / <f32>(samples + 1);
    const weight4 = f32x4.splat(weight);
    const positive = positiveScore(h, positiveRows, r, width);
    let total = f32x4.splat(0);
    for (let j: u32 = 0; j < samples; j += 4) {
      const left = samples - j;
      const value = load4(z + (j << 2), left);
      const none = masked(negatives, j, samples, target);
      total = f32x4.add(total, v128.andnot(softplus4(value), none));
      store4(z + (j << 2), v128.andnot(f32x4.mul(weight4, sigmoid4(value)), none), left);
    }
    const sum = sumOf(total) + beta * first(softplus4(f32x4.splat(-positive)));
    store<f32>(dpositive + (r << 2), weight * beta * (first(sigmoid4(f32x4.splat(positive))) - 1));
    store<f32>(loss + (r << 2), target == 0 ? <f32>0 : sum / <f32>(samples + 1));
  }
}

export function sampled_scale_rows(scale: usize, x: usize, y: usize, rows: u32, width: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const by = f32x4.splat(load<f32>(scale + (r << 2)));
    for (let c: u32 = 0; c < width; c += 4) {
      const at = (r * width + c) << 2;
      store4(y + at, f32x4.mul(by, load4(x + at, width - c)), width - c);
    }
  }
}

export function sampled_add_scaled_rows(sofar: usize, scale: usize, x: usize, y: usize, rows: u32, width: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const by = f32x4.splat(load<f32>(scale + (r << 2)));
    for (let c: u32 = 0; c < width; c += 4) {
      const at = (r * width + c) << 2;
      const left = width - c;
      store4(y + at, f32x4.add(load4(sofar + at, left), f32x4.mul(by, load4(x + at, left))), left);
    }
  }
}
