import { load4, store4 } from '../simd/lanes.as';
import { silu4, siluSlope4 } from '../simd/math.as';

const TAPS: u32 = 4;

/** Positions of the same history before `row` that its sum reads; `starts` is 0 where histories fill their rows. */
function reach(row: u32, time: u32, starts: usize): u32 {
  let back: u32 = 0;
  while (back < TAPS - 1) {
    const at = row - back;
    if (at % time == 0 || (starts != 0 && load<u32>(starts + (at << 2)) != 0)) break;
    back++;
  }
  return back;
}

@inline
function sumAt(x: usize, weight: usize, bias: usize, row: u32, back: u32, c: u32, channels: u32): v128 {
  const left = channels - c;
  let sum = load4(bias + (c << 2), left);
  for (let i: u32 = 0; i <= back; i++) {
    const w = load4(weight + (((TAPS - 1 - i) * channels + c) << 2), left);
    sum = f32x4.add(sum, f32x4.mul(w, load4(x + (((row - i) * channels + c) << 2), left)));
  }
  return sum;
}

function forward(x: usize, weight: usize, bias: usize, y: usize, starts: usize, batch: u32, time: u32, channels: u32): void {
  for (let row: u32 = 0; row < batch * time; row++) {
    const back = reach(row, time, starts);
    for (let c: u32 = 0; c < channels; c += 4) {
      store4(y + ((row * channels + c) << 2), silu4(sumAt(x, weight, bias, row, back, c, channels)), channels - c);
    }
  }
}

function backward(
  dy: usize, x: usize, weight: usize, bias: usize, dx: usize, dweight: usize, dbias: usize, starts: usize,
  batch: u32, time: u32, channels: u32,
): void {
  memory.fill(dx, 0, (batch * time * channels) << 2);
  memory.fill(dweight, 0, (TAPS * channels) << 2);
  memory.fill(dbias, 0, channels << 2);
  for (let row: u32 = 0; row < batch * time; row++) {
    const back = reach(row, time, starts);
    for (let c: u32 = 0; c < channels; c += 4) {
      const left = channels - c;
      const slope = siluSlope4(sumAt(x, weight, bias, row, back, c, channels));
      const g = f32x4.mul(load4(dy + ((row * channels + c) << 2), left), slope);
      store4(dbias + (c << 2), f32x4.add(load4(dbias + (c << 2), left), g), left);
      for (let i: u32 = 0; i <= back; i++) {
        const w = ((TAPS - 1 - i) * channels + c) << 2;
        const at = ((row - i) * channels + c) << 2;
        store4(dx + at, f32x4.add(load4(dx + at, left), f32x4.mul(load4(weight + w, left), g)), left);
        store4(dweight + w, f32x4.add(load4(dweight + w, left), f32x4.mul(load4(x + at, left), g)), left);
      }
    }
  }
}

export function convolution_forward(x: usize, weight: usize, bias: usize, y: usize, batch: u32, time: u32, channels: u32): void {
  forward(x, weight, bias, y, 0, batch, time, channels);
}

export function convolution_packed_forward(
  x: usize, weight: usize, bias: usize, y: usize, starts: usize, batch: u32, time: u32, channels: u32,
): void {
  forward(x, weight, bias, y, starts, batch, time, channels);
}

export function convolution_backward(
  dy: usize, x: usize, weight: usize, bias: usize, dx: usize, dweight: usize, dbias: usize,
  batch: u32, time: u32, channels: u32,
): void {
  backward(dy, x, weight, bias, dx, dweight, dbias, 0, batch, time, channels);
}

export function convolution_packed_backward(
  dy: usize, x: usize, weight: usize, bias: usize, dx: usize, dweight: usize, dbias: usize, starts: usize,
  batch: u32, time: u32, channels: u32,
): void {
  backward(dy, x, weight, bias, dx, dweight, dbias, starts, batch, time, channels);
}
