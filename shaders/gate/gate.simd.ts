import { load4, store4 } from '../simd/lanes.as';
import { silu4, siluSlope4 } from '../simd/math.as';

export function gate_forward(x: usize, z: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(y + at, f32x4.mul(load4(x + at, count - i), silu4(load4(z + at, count - i))), count - i);
  }
}

export function gate_backward(dy: usize, x: usize, z: usize, dx: usize, dz: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    const left = count - i;
    const given = load4(dy + at, left);
    const gate = load4(z + at, left);
    const value = load4(x + at, left);
    store4(dx + at, f32x4.mul(given, silu4(gate)), left);
    store4(dz + at, f32x4.mul(f32x4.mul(given, value), siluSlope4(gate)), left);
  }
}
