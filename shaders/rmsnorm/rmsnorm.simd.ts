import { load4, store4 } from '../simd/lanes.as';
import { silu4, siluSlope4, sumOf } from '../simd/math.as';

/** What is normed of four columns: x, or x ⊙ silu(z); `z` is 0 where nothing gates. */
@inline
function gated(x: usize, z: usize, at: usize, left: u32): v128 {
  const value = load4(x + at, left);
  return z == 0 ? value : f32x4.mul(value, silu4(load4(z + at, left)));
}

function forward(x: usize, z: usize, gamma: usize, y: usize, rstds: usize, rows: u32, cols: u32, eps: f32): void {
  for (let r: u32 = 0; r < rows; r++) {
    const row = (r * cols) << 2;
    let squares = f32x4.splat(0);
    for (let c: u32 = 0; c < cols; c += 4) {
      const v = gated(x, z, row + (c << 2), cols - c);
      squares = f32x4.add(squares, f32x4.mul(v, v));
    }
    const rstd = <f32>1 / sqrt<f32>(sumOf(squares) / <f32>cols + eps);
    const scale = f32x4.splat(rstd);
    for (let c: u32 = 0; c < cols; c += 4) {
      const left = cols - c;
      const v = gated(x, z, row + (c << 2), left);
      store4(y + row + (c << 2), f32x4.mul(f32x4.mul(load4(gamma + (c << 2), left), v), scale), left);
    }
    store<f32>(rstds + (r << 2), rstd);
  }
}

function backward(
  dy: usize, x: usize, z: usize, gamma: usize, rstds: usize, dx: usize, dz: usize, dgamma: usize, rows: u32, cols: u32,
): void {
  memory.fill(dgamma, 0, cols << 2);
  for (let r: u32 = 0; r < rows; r++) {
    const row = (r * cols) << 2;
    const rstd = f32x4.splat(load<f32>(rstds + (r << 2)));
    let along = f32x4.splat(0);
    for (let c: u32 = 0; c < cols; c += 4) {
      const at = c << 2;
      const left = cols - c;
      const given = load4(dy + row + at, left);
      const normal = f32x4.mul(gated(x, z, row + at, left), rstd);
      along = f32x4.add(along, f32x4.mul(f32x4.mul(given, load4(gamma + at, left)), normal));
      store4(dgamma + at, f32x4.add(load4(dgamma + at, left), f32x4.mul(given, normal)), left);
    }
    const mean = f32x4.splat(sumOf(along) / <f32>cols);
    for (let c: u32 = 0; c < cols; c += 4) {
      const at = c << 2;
      const left = cols - c;
      const normal = f32x4.mul(gated(x, z, row + at, left), rstd);
      const d = f32x4.mul(load4(dy + row + at, left), load4(gamma + at, left));
      const dv = f32x4.mul(rstd, f32x4.sub(d, f32x4.mul(normal, mean)));
      if (z == 0) {
        store4(dx + row + at, dv, left);
        continue;
      }
      const gate = load4(z + row + at, left);
      const value = load4(x + row + at, left);
      store4(dx + row + at, f32x4.mul(dv, silu4(gate)), left);
      store4(dz + row + at, f32x4.mul(f32x4.mul(dv, value), siluSlope4(gate)), left);
    }
  }
}

export function rmsnorm_forward(x: usize, gamma: usize, y: usize, rstd: usize, rows: u32, cols: u32, eps: f32): void {
  forward(x, 0, gamma, y, rstd, rows, cols, eps);
}

export function rmsnorm_gated_forward(
  x: usize, gamma: usize, y: usize, rstd: usize, z: usize, rows: u32, cols: u32, eps: f32,
): void {
  forward(x, z, gamma, y, rstd, rows, cols, eps);
}

export function rmsnorm_backward(
  dy: usize, x: usize, gamma: usize, rstd: usize, dx: usize, dgamma: usize, rows: u32, cols: u32,
): void {
  backward(dy, x, 0, gamma, rstd, dx, 0, dgamma, rows, cols);
}

export function rmsnorm_gated_backward(
  dy: usize, x: usize, gamma: usize, rstd: usize, dx: usize, dgamma: usize, z: usize, dz: usize, rows: u32, cols: u32,
): void {
  backward(dy, x, z, gamma, rstd, dx, dz, dgamma, rows, cols);
}
