import { load4, store4 } from '../simd/lanes.as';

export function columns_take(x: usize, y: usize, rows: u32, width: u32, first: u32, taken: u32): void {
  for (let r: u32 = 0; r < rows; r++) memory.copy(y + ((r * taken) << 2), x + ((r * width + first) << 2), taken << 2);
}

export function columns_put(dy: usize, dx: usize, rows: u32, width: u32, first: u32, taken: u32): void {
  memory.fill(dx, 0, (rows * width) << 2);
  for (let r: u32 = 0; r < rows; r++) memory.copy(dx + ((r * width + first) << 2), dy + ((r * taken) << 2), taken << 2);
}

export function columns_put_onto(
  dy: usize, dx: usize, sofar: usize, rows: u32, width: u32, first: u32, taken: u32,
): void {
  memory.copy(dx, sofar, (rows * width) << 2);
  for (let r: u32 = 0; r < rows; r++) {
    for (let c: u32 = 0; c < taken; c += 4) {
      const at = dx + ((r * width + first + c) << 2);
      const left = taken - c;
      store4(at, f32x4.add(load4(at, left), load4(dy + ((r * taken + c) << 2), left)), left);
    }
  }
}
