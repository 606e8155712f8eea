import { load4, SCRATCH, SCRATCH_BYTES, store4 } from '../simd/lanes.as';
import { exp4, first, greatest, log4, NOTHING, sumOf } from '../simd/math.as';
import { product } from '../simd/product.as';

export function crossentropy_from_logits(
  logits: usize, targets: usize, inverseCount: usize, loss: usize, rows: u32, vocabulary: u32,
): void {
  const share = load<f32>(inverseCount);
  for (let r: u32 = 0; r < rows; r++) {
    const z = logits + ((r * vocabulary) << 2);
    const target = load<u32>(targets + (r << 2));
    if (target == 0) {
      store<f32>(loss + (r << 2), 0);
      memory.fill(z, 0, vocabulary << 2);
      continue;
    }
    store<f32>(z, NOTHING); // padding takes no probability
    const most = greatest(z, vocabulary);
    const wanted = load<f32>(z + (target << 2));
    const least = f32x4.splat(most);
    let total = f32x4.splat(0);
    let rest: f32 = 0;
    for (let v: u32 = 0; v < vocabulary; v += 4) {
      const left = vocabulary - v;
      const e = exp4(f32x4.sub(load4(z + (v << 2), left), least));
      store4(z + (v << 2), e, left);
      if (left >= 4) total = f32x4.add(total, e);
      else for (let i: u32 = 0; i < left; i++) rest += load<f32>(z + ((v + i) << 2));
    }
    const sum = sumOf(total) + rest;
    const scale = f32x4.splat(share / sum);
    for (let v: u32 = 0; v < vocabulary; v += 4) {
      const left = vocabulary - v;
      store4(z + (v << 2), f32x4.mul(load4(z + (v << 2), left), scale), left);
    }
    const at = z + (target << 2);
    store<f32>(at, load<f32>(at) - share);
    store<f32>(loss + (r << 2), most - wanted + first(log4(f32x4.splat(sum))));
  }
}

/** Rows whose logits are held at once. */
function rowsAtOnce(vocabulary: u32): u32 {
  const fit = <u32>(SCRATCH_BYTES / (<usize>vocabulary << 2));
  if (fit == 0) unreachable();
  return min(64, fit);
}

/** Logits of rows `from` to `from` + `count` − 1, in the scratch memory. */
@inline
function logitsOf(h: usize, table: usize, from: u32, count: u32, vocabulary: u32, width: u32): void {
  const bytes = width << 2;
  product(h + from * bytes, bytes, 4, table, 4, bytes, SCRATCH, vocabulary << 2, count, vocabulary, width, false);
}

export function crossentropy_forward(
  h: usize, table: usize, targets: usize, lse: usize, loss: usize, rows: u32, vocabulary: u32, width: u32,
): void {
  const most = rowsAtOnce(vocabulary);
  for (let from: u32 = 0; from < rows; from += most) {
    const count = min(most, rows - from);
    logitsOf(h, table, from, count, vocabulary, width);
    for (let i: u32 = 0; i < count; i++) {
      const r = from + i;
      const z = SCRATCH + ((i * vocabulary) << 2);
      const target = load<u32>(targets + (r << 2));
      store<f32>(z, NOTHING);
      const largest = greatest(z, vocabulary);
      const least = f32x4.splat(largest);
      const whole = vocabulary & ~3;
      let total = f32x4.splat(0);
      for (let v: u32 = 0; v < whole; v += 4) {
        total = f32x4.add(total, exp4(f32x4.sub(v128.load(z + (v << 2)), least)));
      }
      let sum = sumOf(total);
      for (let v = whole; v < vocabulary; v++) sum += first(exp4(f32x4.splat(load<f32>(z + (v << 2)) - largest)));
      const rest = first(log4(f32x4.splat(sum)));
      store<f32>(lse + (r << 2), largest + rest);
      const own = target == 0 ? <f32>0 : largest - load<f32>(z + (target << 2)) + rest;
      store<f32>(loss + (r << 2), own);
    }
  }
}

/** The derivative of the mean loss by the logits of some rows, where the logits are. */
function slopesOf(
  targets: usize, lse: usize, inverseCount: usize, from: u32, count: u32, vocabulary: u32,
): void {
  const share = load<f32>(inverseCount);
  for (let i: u32 = 0; i < count; i++) {
    const r = from + i;
    const z = SCRATCH + ((i * vocabulary) << 2);
    const target = load<u32>(targets + (r << 2));
    if (target == 0) {
      memory.fill(z, 0, vocabulary << 2);
      continue;
    }
    const norm = f32x4.splat(load<f32>(lse + (r << 2)));
    const weight = f32x4.splat(share);
    for (let v: u32 = 0; v < vocabulary; v += 4) {
      const left = vocabulary - v;
      store4(z + (v << 2), f32x4.mul(weight, exp4(f32x4.sub(load4(z + (v << 2), left), norm))), left);
    }
    store<f32>(z, 0);
    store<f32>(z + (target << 2), load<f32>(z + (target << 2)) - share);
  }
}

export function crossentropy_backward_hidden(
  h: usize, table: usize, targets: usize, lse: usize, inverseCount: usize, dh: usize, rows: u32, vocabulary: u32, width: u32,
): void {
  const most = rowsAtOnce(vocabulary);
  const bytes = width << 2;
  for (let from: u32 = 0; from < rows; from += most) {
    const count = min(most, rows - from);
    logitsOf(h, table, from, count, vocabulary, width);
    slopesOf(targets, lse, inverseCount, from, count, vocabulary);
    product(SCRATCH, vocabulary << 2, 4, table, bytes, 4, dh + from * bytes, bytes, count, width, vocabulary, false);
  }
}

export function crossentropy_backward_table(
  h: usize, table: usize, targets: usize, lse: usize, inverseCount: usize, dtable: usize, rows: u32, vocabulary: u32, width: u32,
): void {
  const most = rowsAtOnce(vocabulary);
  const bytes = width << 2;
  for (let from: u32 = 0; from < rows; from += most) {
    const count = min(most, rows - from);
    logitsOf(h, table, from, count, vocabulary, width);
    slopesOf(targets, lse, inverseCount, from, count, vocabulary);
    product(SCRATCH, 4, vocabulary << 2, h + from * bytes, bytes, 4, dtable, bytes, vocabulary, width, count, from > 0);
  }
}
