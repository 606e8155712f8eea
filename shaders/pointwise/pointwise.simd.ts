import { load4, store4 } from '../simd/lanes.as';
import {
  gelu4,
  geluSlope4,
  heldExp4,
  heldExpSlope4,
  relu4,
  reluSlope4,
  sigmoid4,
  sigmoidSlope4,
  silu4,
  siluSlope4,
  softplus4,
  tanh4,
  tanhSlope4,
} from '../simd/math.as';

// y = value(x), and dx = dy · slope(x), of every pointwise function.

export function pointwise_exp(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), heldExp4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_exp_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), heldExpSlope4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_gelu(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), gelu4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_gelu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), geluSlope4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_relu(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), relu4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_relu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), reluSlope4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_sigmoid(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), sigmoid4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_sigmoid_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), sigmoidSlope4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_silu(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), silu4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_silu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), siluSlope4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_softplus(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), softplus4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_softplus_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), sigmoid4(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_tanh(x: usize, y: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), tanh4(load4(x + (i << 2), count - i)), count - i);
}

export function pointwise_tanh_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  const count = rows * width;
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), tanhSlope4(load4(x + at, count - i))), count - i);
  }
}
