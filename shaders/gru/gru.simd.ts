import { load4, SCRATCH, SCRATCH_BYTES, store4 } from '../simd/lanes.as';
import { sigmoid4, tanh4 } from '../simd/math.as';
import { product, productAgain } from '../simd/product.as';

/** `starts` is 0 where histories fill their rows. */
@inline
function begins(row: u32, time: u32, starts: usize): bool {
  return row % time == 0 || (starts != 0 && load<u32>(starts + (row << 2)) != 0);
}

/** All histories of the batch take a step together: what their states give to the gates is one product. */
function forward(
  gates: usize, weight: usize, bias: usize, h: usize, before: usize, cell: usize, starts: usize,
  batch: u32, time: u32, hidden: u32,
): void {
  const bytes = hidden << 2;
  for (let t: u32 = 0; t < time; t++) {
    for (let b: u32 = 0; b < batch; b++) {
      const row = b * time + t;
      if (begins(row, time, starts)) memory.fill(before + row * bytes, 0, bytes);
      else memory.copy(before + row * bytes, h + (row - 1) * bytes, bytes);
    }
    const from = before + t * bytes;
    const to = cell + t * 4 * bytes;
    if (t == 0) product(from, time * bytes, 4, weight, 4, bytes, to, time * 4 * bytes, batch, 3 * hidden, hidden, false);
    else productAgain(from, time * bytes, 4, weight, 4, bytes, to, time * 4 * bytes, batch, 3 * hidden, hidden, false);
    for (let b: u32 = 0; b < batch; b++) {
      const row = b * time + t;
      for (let j: u32 = 0; j < hidden; j += 4) {
        const at = j << 2;
        const left = hidden - j;
        const given = gates + row * 3 * bytes + at;
        const parts = cell + row * 4 * bytes + at;
        const r = sigmoid4(f32x4.add(load4(given, left), f32x4.add(load4(parts, left), load4(bias + at, left))));
        const z = sigmoid4(
          f32x4.add(load4(given + bytes, left), f32x4.add(load4(parts + bytes, left), load4(bias + bytes + at, left))),
        );
        const m = f32x4.add(load4(parts + 2 * bytes, left), load4(bias + 2 * bytes + at, left));
        const n = tanh4(f32x4.add(load4(given + 2 * bytes, left), f32x4.mul(r, m)));
        store4(parts, r, left);
        store4(parts + bytes, z, left);
        store4(parts + 2 * bytes, n, left);
        store4(parts + 3 * bytes, m, left);
        const old = load4(before + row * bytes + at, left);
        store4(h + row * bytes + at, f32x4.add(n, f32x4.mul(z, f32x4.sub(old, n))), left);
      }
    }
  }
}

function backward(
  dh: usize, weight: usize, before: usize, cell: usize, dgates: usize, drecurrent: usize, starts: usize,
  batch: u32, time: u32, hidden: u32,
): void {
  const bytes = hidden << 2;
  const flow = SCRATCH; // what flows back from the step behind, of every history
  if (batch * bytes > SCRATCH_BYTES) unreachable();
  memory.fill(flow, 0, batch * bytes);
  const one = f32x4.splat(1);
  for (let t = time; t-- > 0; ) {
    for (let b: u32 = 0; b < batch; b++) {
      const row = b * time + t;
      for (let j: u32 = 0; j < hidden; j += 4) {
        const at = j << 2;
        const left = hidden - j;
        const parts = cell + row * 4 * bytes + at;
        const r = load4(parts, left);
        const z = load4(parts + bytes, left);
        const n = load4(parts + 2 * bytes, left);
        const m = load4(parts + 3 * bytes, left);
        const back = flow + b * bytes + at;
        const g = f32x4.add(load4(dh + row * bytes + at, left), load4(back, left));
        const rest = f32x4.sub(one, z);
        const dn = f32x4.mul(f32x4.mul(g, rest), f32x4.sub(one, f32x4.mul(n, n)));
        const old = load4(before + row * bytes + at, left);
        const dz = f32x4.mul(f32x4.mul(g, f32x4.sub(old, n)), f32x4.mul(z, rest));
        const dr = f32x4.mul(f32x4.mul(dn, m), f32x4.mul(r, f32x4.sub(one, r)));
        const given = dgates + row * 3 * bytes + at;
        store4(given, dr, left);
        store4(given + bytes, dz, left);
        store4(given + 2 * bytes, dn, left);
        const recurrent = drecurrent + row * 3 * bytes + at;
        store4(recurrent, dr, left);
        store4(recurrent + bytes, dz, left);
        store4(recurrent + 2 * bytes, f32x4.mul(dn, r), left);
        store4(back, f32x4.mul(g, z), left);
      }
    }
    const from = drecurrent + t * 3 * bytes;
    if (t == time - 1) product(from, time * 3 * bytes, 4, weight, bytes, 4, flow, bytes, batch, hidden, 3 * hidden, true);
    else productAgain(from, time * 3 * bytes, 4, weight, bytes, 4, flow, bytes, batch, hidden, 3 * hidden, true);
    for (let b: u32 = 0; b < batch; b++) {
      if (begins(b * time + t, time, starts)) memory.fill(flow + b * bytes, 0, bytes);
    }
  }
}

export function gru_forward(
  gates: usize, weight: usize, bias: usize, h: usize, before: usize, cell: usize, batch: u32, time: u32, hidden: u32,
): void {
  forward(gates, weight, bias, h, before, cell, 0, batch, time, hidden);
}

export function gru_packed_forward(
  gates: usize, weight: usize, bias: usize, h: usize, before: usize, cell: usize, starts: usize,
  batch: u32, time: u32, hidden: u32,
): void {
  forward(gates, weight, bias, h, before, cell, starts, batch, time, hidden);
}

export function gru_backward(
  dh: usize, weight: usize, before: usize, cell: usize, dgates: usize, drecurrent: usize,
  batch: u32, time: u32, hidden: u32,
): void {
  backward(dh, weight, before, cell, dgates, drecurrent, 0, batch, time, hidden);
}

export function gru_packed_backward(
  dh: usize, weight: usize, before: usize, cell: usize, dgates: usize, drecurrent: usize, starts: usize,
  batch: u32, time: u32, hidden: u32,
): void {
  backward(dh, weight, before, cell, dgates, drecurrent, starts, batch, time, hidden);
}
