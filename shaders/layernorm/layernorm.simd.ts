import { load4, loadPart, store4 } from '../simd/lanes.as';
import { sumOf } from '../simd/math.as';

export function layernorm_forward(
  x: usize, gamma: usize, beta: usize, y: usize, means: usize, rstds: usize, rows: u32, cols: u32, eps: f32,
): void {
  const whole = cols & ~3;
  for (let r: u32 = 0; r < rows; r++) {
    const row = x + ((r * cols) << 2);
    let sum = f32x4.splat(0);
    for (let c: u32 = 0; c < whole; c += 4) sum = f32x4.add(sum, v128.load(row + (c << 2)));
    if (whole < cols) sum = f32x4.add(sum, loadPart(row + (whole << 2), cols - whole));
    const mean = sumOf(sum) / <f32>cols;
    const middle = f32x4.splat(mean);
    let squares = f32x4.splat(0);
    for (let c: u32 = 0; c < whole; c += 4) {
      const d = f32x4.sub(v128.load(row + (c << 2)), middle);
      squares = f32x4.add(squares, f32x4.mul(d, d));
    }
    let total = sumOf(squares);
    for (let c = whole; c < cols; c++) {
      const d = load<f32>(row + (c << 2)) - mean;
      total += d * d;
    }
    const rstd = <f32>1 / sqrt<f32>(total / <f32>cols + eps);
    const scale = f32x4.splat(rstd);
    for (let c: u32 = 0; c < cols; c += 4) {
      const left = cols - c;
      const normal = f32x4.mul(f32x4.sub(load4(row + (c << 2), left), middle), scale);
      const scaled = f32x4.mul(load4(gamma + (c << 2), left), normal);
      store4(y + ((r * cols + c) << 2), f32x4.add(scaled, load4(beta + (c << 2), left)), left);
    }
    store<f32>(means + (r << 2), mean);
    store<f32>(rstds + (r << 2), rstd);
  }
}

/** @param sofar  0: nothing is added to dx */
function backward(
  dy: usize, x: usize, gamma: usize, means: usize, rstds: usize, sofar: usize,
  dx: usize, dgamma: usize, dbeta: usize, rows: u32, cols: u32,
): void {
  memory.fill(dgamma, 0, cols << 2);
  memory.fill(dbeta, 0, cols << 2);
  for (let r: u32 = 0; r < rows; r++) {
    const row = (r * cols) << 2;
    const mean = f32x4.splat(load<f32>(means + (r << 2)));
    const rstd = f32x4.splat(load<f32>(rstds + (r << 2)));
    let sum = f32x4.splat(0);
    let along = f32x4.splat(0);
    for (let c: u32 = 0; c < cols; c += 4) {
      const at = c << 2;
      const left = cols - c;
      const given = load4(dy + row + at, left);
      const normal = f32x4.mul(f32x4.sub(load4(x + row + at, left), mean), rstd);
      const d = f32x4.mul(given, load4(gamma + at, left)); // 0 beyond the last column
      sum = f32x4.add(sum, d);
      along = f32x4.add(along, f32x4.mul(d, normal));
      store4(dgamma + at, f32x4.add(load4(dgamma + at, left), f32x4.mul(given, normal)), left);
      store4(dbeta + at, f32x4.add(load4(dbeta + at, left), given), left);
    }
    const means4 = f32x4.splat(sumOf(sum) / <f32>cols);
    const along4 = f32x4.splat(sumOf(along) / <f32>cols);
    for (let c: u32 = 0; c < cols; c += 4) {
      const at = c << 2;
      const left = cols - c;
      const normal = f32x4.mul(f32x4.sub(load4(x + row + at, left), mean), rstd);
      const d = f32x4.mul(load4(dy + row + at, left), load4(gamma + at, left));
      let out = f32x4.mul(rstd, f32x4.sub(f32x4.sub(d, means4), f32x4.mul(normal, along4)));
      if (sofar != 0) out = f32x4.add(out, load4(sofar + row + at, left));
      store4(dx + row + at, out, left);
    }
  }
}

export function layernorm_backward(
  dy: usize, x: usize, gamma: usize, mean: usize, rstd: usize, dx: usize, dgamma: usize, dbeta: usize, rows: u32, cols: u32,
): void {
  backward(dy, x, gamma, mean, rstd, 0, dx, dgamma, dbeta, rows, cols);
}

export function layernorm_backward_onto(
  dy: usize, x: usize, gamma: usize, mean: usize, rstd: usize, sofar: usize,
  dx: usize, dgamma: usize, dbeta: usize, rows: u32, cols: u32,
): void {
  backward(dy, x, gamma, mean, rstd, sofar, dx, dgamma, dbeta, rows, cols);
}
