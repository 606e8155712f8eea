import { load4, store4 } from '../simd/lanes.as';
import { first, sigmoid4, sumOf } from '../simd/math.as';

export function mix_forward(a: usize, b: usize, z: usize, y: usize, rows: u32, width: u32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const gate = f32x4.splat(load<f32>(z + (r << 2)));
    const ofA = sigmoid4(gate);
    const ofB = sigmoid4(f32x4.neg(gate));
    for (let c: u32 = 0; c < width; c += 4) {
      const left = width - c;
      const at = (r * width + c) << 2;
      const to = y + ((2 * r * width + c) << 2);
      store4(to, f32x4.mul(ofA, load4(a + at, left)), left);
      store4(to + (width << 2), f32x4.mul(ofB, load4(b + at, left)), left);
    }
  }
}

export function mix_backward(
  dy: usize, a: usize, b: usize, z: usize, da: usize, db: usize, dz: usize, rows: u32, width: u32,
): void {
  for (let r: u32 = 0; r < rows; r++) {
    const gate = f32x4.splat(load<f32>(z + (r << 2)));
    const ofA = sigmoid4(gate);
    const ofB = sigmoid4(f32x4.neg(gate));
    let sum = f32x4.splat(0);
    for (let c: u32 = 0; c < width; c += 4) {
      const left = width - c;
      const at = (r * width + c) << 2;
      const from = dy + ((2 * r * width + c) << 2);
      const givenA = load4(from, left);
      const givenB = load4(from + (width << 2), left);
      store4(da + at, f32x4.mul(ofA, givenA), left);
      store4(db + at, f32x4.mul(ofB, givenB), left);
      sum = f32x4.add(sum, f32x4.mul(givenA, load4(a + at, left)));
      sum = f32x4.sub(sum, f32x4.mul(givenB, load4(b + at, left)));
    }
    store<f32>(dz + (r << 2), first(f32x4.mul(ofA, ofB)) * sumOf(sum));
  }
}
