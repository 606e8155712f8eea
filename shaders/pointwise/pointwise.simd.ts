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

/** y = value(x). */
@inline
function forward(x: usize, y: usize, count: u32, value: (x: v128) => v128): void {
  for (let i: u32 = 0; i < count; i += 4) store4(y + (i << 2), value(load4(x + (i << 2), count - i)), count - i);
}

/** dx = dy · slope(x). */
@inline
function backward(dy: usize, x: usize, dx: usize, count: u32, slope: (x: v128) => v128): void {
  for (let i: u32 = 0; i < count; i += 4) {
    const at = i << 2;
    store4(dx + at, f32x4.mul(load4(dy + at, count - i), slope(load4(x + at, count - i))), count - i);
  }
}

export function pointwise_exp(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, heldExp4);
}

export function pointwise_exp_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, heldExpSlope4);
}

export function pointwise_gelu(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, gelu4);
}

export function pointwise_gelu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, geluSlope4);
}

export function pointwise_relu(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, relu4);
}

export function pointwise_relu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, reluSlope4);
}

export function pointwise_sigmoid(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, sigmoid4);
}

export function pointwise_sigmoid_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, sigmoidSlope4);
}

export function pointwise_silu(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, silu4);
}

export function pointwise_silu_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, siluSlope4);
}

export function pointwise_softplus(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, softplus4);
}

export function pointwise_softplus_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, sigmoid4);
}

export function pointwise_tanh(x: usize, y: usize, rows: u32, width: u32): void {
  forward(x, y, rows * width, tanh4);
}

export function pointwise_tanh_backward(dy: usize, x: usize, dx: usize, rows: u32, width: u32): void {
  backward(dy, x, dx, rows * width, tanhSlope4);
}
