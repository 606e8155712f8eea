// The programs of matmul for the processor. Each takes the addresses of its kernel's tensors, then its parameters, in order.
import { dropout4 } from '../simd/dropout.as';
import { load4, store4 } from '../simd/lanes.as';
import { gelu4, geluSlope4 } from '../simd/math.as';
import { product } from '../simd/product.as';

export function matmul_nn(a: usize, b: usize, y: usize, m: u32, n: u32, k: u32): void {
  product(a, k << 2, 4, b, n << 2, 4, y, n << 2, m, n, k, false);
}

export function matmul_nt(a: usize, b: usize, y: usize, m: u32, n: u32, k: u32): void {
  product(a, k << 2, 4, b, 4, k << 2, y, n << 2, m, n, k, false);
}

export function matmul_tn(a: usize, b: usize, y: usize, m: u32, n: u32, k: u32): void {
  product(a, 4, m << 2, b, n << 2, 4, y, n << 2, m, n, k, false);
}

export function matmul_linear(a: usize, b: usize, bias: usize, y: usize, m: u32, n: u32, k: u32): void {
  matmul_nt(a, b, y, m, n, k);
  for (let r: u32 = 0; r < m; r++) {
    for (let c: u32 = 0; c < n; c += 4) {
      const at = y + ((r * n + c) << 2);
      store4(at, f32x4.add(load4(at, n - c), load4(bias + (c << 2), n - c)), n - c);
    }
  }
}

export function matmul_linear_residual(
  a: usize, b: usize, bias: usize, residual: usize, clock: usize, y: usize,
  m: u32, n: u32, k: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  matmul_nt(a, b, y, m, n, k);
  const step = load<u32>(clock);
  for (let r: u32 = 0; r < m; r++) {
    for (let c: u32 = 0; c < n; c += 4) {
      const place = r * n + c;
      const at = y + (place << 2);
      const sum = f32x4.add(load4(at, n - c), load4(bias + (c << 2), n - c));
      const kept = f32x4.mul(sum, dropout4(place, step, seed, site, threshold, keepScale));
      store4(at, f32x4.add(load4(residual + (place << 2), n - c), kept), n - c);
    }
  }
}

export function matmul_weight_gradient(a: usize, b: usize, y: usize, rowSum: usize, m: u32, n: u32, k: u32): void {
  matmul_tn(a, b, y, m, n, k);
  for (let r: u32 = 0; r < m; r += 4) {
    let sum = f32x4.splat(0);
    for (let i: u32 = 0; i < k; i++) sum = f32x4.add(sum, load4(a + ((i * m + r) << 2), m - r));
    store4(rowSum + (r << 2), sum, m - r);
  }
}

export function matmul_linear_gelu(
  a: usize, b: usize, bias: usize, clock: usize, z: usize, y: usize,
  m: u32, n: u32, k: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  matmul_nt(a, b, z, m, n, k);
  const step = load<u32>(clock);
  for (let r: u32 = 0; r < m; r++) {
    for (let c: u32 = 0; c < n; c += 4) {
      const place = r * n + c;
      const at = place << 2;
      const left = n - c;
      const sum = f32x4.add(load4(z + at, left), load4(bias + (c << 2), left));
      store4(z + at, sum, left);
      const kept = dropout4(place, step, seed, site, threshold, keepScale);
      store4(y + at, f32x4.mul(gelu4(sum), kept), left);
    }
  }
}

export function matmul_nn_gelu_backward(
  a: usize, b: usize, z: usize, clock: usize, dz: usize,
  m: u32, n: u32, k: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  matmul_nn(a, b, dz, m, n, k);
  const step = load<u32>(clock);
  const count = m * n;
  for (let i: u32 = 0; i < count; i += 4) {
    const kept = dropout4(i, step, seed, site, threshold, keepScale);
    const slope = geluSlope4(load4(z + (i << 2), count - i));
    store4(dz + (i << 2), f32x4.mul(f32x4.mul(load4(dz + (i << 2), count - i), kept), slope), count - i);
  }
}
