// Attention of one head at a time: keys and values are turned, so that a query meets four keys at once.
import { dropout4 } from '../simd/dropout.as';
import { load4, SCRATCH, SCRATCH_BYTES, store4 } from '../simd/lanes.as';
import { exp4, first, greatestOf, log4, NOTHING, sumOf } from '../simd/math.as';
import { turned } from '../simd/turned.as';

/** Whom a query sees of its history: those before it, all, or all of its item and of those before. */
export const CAUSAL: u32 = 0;
export const BIDIRECTIONAL: u32 = 1;
export const ITEMS: u32 = 2;

/** Keys and values of one head, turned, so that four keys lie side by side; what a query makes of each key. */
export const KEYS: usize = SCRATCH;
export const VALUES: usize = SCRATCH + SCRATCH_BYTES / 8 * 3;
export const SCORES: usize = SCRATCH + SCRATCH_BYTES / 8 * 6;
export const SLOPES: usize = SCRATCH + SCRATCH_BYTES / 8 * 7;

/** Sizes that all heads share. */
let mask: u32 = 0;
let packed: bool = false;
let tokens: u32 = 1;
export let time: u32 = 0;
export let heads: u32 = 0;
export let width: u32 = 0;
let reach: usize = 0;

/** The keys that the current query sees: from `low` to the one before `high`. */
export let low: u32 = 0;
export let high: u32 = 0;

export function begin(kind: u32, isPacked: bool, inItem: u32, steps: u32, count: u32, size: u32, reaches: usize): void {
  mask = kind;
  packed = isPacked;
  tokens = inItem;
  time = steps;
  heads = count;
  width = size;
  reach = reaches;
  const room = SCRATCH_BYTES / 8;
  if (<usize>padded() * size * 4 > 3 * room || <usize>padded() * 4 > room) unreachable();
}

/** Keys, up to whole fours. */
@inline
export function padded(): u32 {
  return (time + 3) & ~3;
}

/** Finds `low` and `high` of query i of a row. */
export function look(row: u32, i: u32): void {
  let start: u32 = 0;
  let end: u32 = 0;
  if (packed) {
    const at = reach + ((((row * time + i) / tokens) * 2) << 2);
    start = load<u32>(at) * tokens;
    end = load<u32>(at, 4) * tokens;
  } else {
    end = load<u32>(reach + (row << 2)) * tokens;
  }
  low = i;
  high = i + 1;
  if (i >= end) return;
  low = start;
  if (mask == BIDIRECTIONAL) high = min(end, time);
  else if (mask == ITEMS) high = min(start + ((i - start) / tokens + 1) * tokens, time);
}

@inline
export function vectorOf(base: usize, row: u32, i: u32, which: u32, head: u32): usize {
  return base + (((((row * time + i) * 3 + which) * heads + head) * width) << 2);
}

@inline
export function plainOf(base: usize, row: u32, i: u32, head: u32): usize {
  return base + ((((row * time + i) * heads + head) * width) << 2);
}

/** to[j] = scale · ⟨vector, turned[·, j]⟩ for the keys that are seen, and those that fill their fours. */
export function against(vector: usize, columns: usize, to: usize, scale: f32): void {
  const stride = padded() << 2;
  const scale4 = f32x4.splat(scale);
  const until = (high + 3) & ~3;
  let j = low & ~3;
  // Four sums at a time: each waits for its own last addition only.
  for (; j + 16 <= until; j += 16) {
    let a = f32x4.splat(0), b = a, c = a, e = a;
    let at = columns + (j << 2);
    for (let d: u32 = 0; d < width; d++, at += stride) {
      const x = v128.load32_splat(vector + (d << 2));
      a = f32x4.add(a, f32x4.mul(x, v128.load(at)));
      b = f32x4.add(b, f32x4.mul(x, v128.load(at, 16)));
      c = f32x4.add(c, f32x4.mul(x, v128.load(at, 32)));
      e = f32x4.add(e, f32x4.mul(x, v128.load(at, 48)));
    }
    const out = to + (j << 2);
    v128.store(out, f32x4.mul(a, scale4));
    v128.store(out, f32x4.mul(b, scale4), 16);
    v128.store(out, f32x4.mul(c, scale4), 32);
    v128.store(out, f32x4.mul(e, scale4), 48);
  }
  for (; j < until; j += 4) {
    let a = f32x4.splat(0);
    let at = columns + (j << 2);
    for (let d: u32 = 0; d < width; d++, at += stride) {
      a = f32x4.add(a, f32x4.mul(v128.load32_splat(vector + (d << 2)), v128.load(at)));
    }
    v128.store(to + (j << 2), f32x4.mul(a, scale4));
  }
}

/** What fills the fours of the keys that are seen, and is none of them, gets `x`. */
function blank(at: usize, x: f32): void {
  for (let j = low & ~3; j < low; j++) store<f32>(at + (j << 2), x);
  const until = (high + 3) & ~3;
  for (let j = high; j < until; j++) store<f32>(at + (j << 2), x);
}

/** to[·] = Σ over the keys that are seen of weights[j] · rows[j, ·]. */
export function mixed(weights: usize, rows: usize, to: usize): void {
  const stride = (3 * heads * width) << 2;
  let d: u32 = 0;
  for (; d + 16 <= width; d += 16) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let at = rows + low * stride + (d << 2);
    for (let j = low; j < high; j++, at += stride) {
      const w = v128.load32_splat(weights + (j << 2));
      s0 = f32x4.add(s0, f32x4.mul(w, v128.load(at)));
      s1 = f32x4.add(s1, f32x4.mul(w, v128.load(at, 16)));
      s2 = f32x4.add(s2, f32x4.mul(w, v128.load(at, 32)));
      s3 = f32x4.add(s3, f32x4.mul(w, v128.load(at, 48)));
    }
    const out = to + (d << 2);
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, s2, 32);
    v128.store(out, s3, 48);
  }
  for (; d < width; d += 4) {
    const left = width - d;
    let sum = f32x4.splat(0);
    let at = rows + low * stride + (d << 2);
    for (let j = low; j < high; j++, at += stride) {
      sum = f32x4.add(sum, f32x4.mul(v128.load32_splat(weights + (j << 2)), load4(at, left)));
    }
    store4(to + (d << 2), sum, left);
  }
}

export function forward(
  qkv: usize, clock: usize, y: usize, lse: usize, batch: u32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  const step = load<u32>(clock);
  const scale = <f32>1 / sqrt<f32>(<f32>width);
  const stride = (3 * heads * width) << 2;
  for (let row: u32 = 0; row < batch; row++) {
    for (let head: u32 = 0; head < heads; head++) {
      turned(vectorOf(qkv, row, 0, 1, head), stride, time, width, KEYS, padded() << 2);
      for (let i: u32 = 0; i < time; i++) {
        look(row, i);
        against(vectorOf(qkv, row, i, 0, head), KEYS, SCORES, scale);
        blank(SCORES, NOTHING);
        const from = low & ~3;
        const until = (high + 3) & ~3;
        let most = f32x4.splat(NOTHING);
        for (let j = from; j < until; j += 4) most = f32x4.max(most, v128.load(SCORES + (j << 2)));
        const highest = greatestOf(most);
        const least = f32x4.splat(highest);
        let total = f32x4.splat(0);
        for (let j = from; j < until; j += 4) {
          const e = exp4(f32x4.sub(v128.load(SCORES + (j << 2)), least));
          v128.store(SCORES + (j << 2), e);
          total = f32x4.add(total, e);
        }
        const sum = sumOf(total);
        const place = (row * heads + head) * time + i;
        store<f32>(lse + (place << 2), highest + first(log4(f32x4.splat(sum))));
        const share = f32x4.splat(<f32>1 / sum);
        for (let j = from; j < until; j += 4) {
          const kept = dropout4(place * time + j, step, seed, site, threshold, keepScale);
          v128.store(SCORES + (j << 2), f32x4.mul(f32x4.mul(v128.load(SCORES + (j << 2)), share), kept));
        }
        mixed(SCORES, vectorOf(qkv, row, 0, 2, head), plainOf(y, row, i, head));
      }
    }
  }
}

export function backward(
  dy: usize, qkv: usize, y: usize, lse: usize, clock: usize, dqkv: usize, batch: u32,
  seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  const step = load<u32>(clock);
  const scale = <f32>1 / sqrt<f32>(<f32>width);
  const scale4 = f32x4.splat(scale);
  const stride = (3 * heads * width) << 2;
  memory.fill(dqkv, 0, batch * time * stride);
  for (let row: u32 = 0; row < batch; row++) {
    for (let head: u32 = 0; head < heads; head++) {
      turned(vectorOf(qkv, row, 0, 1, head), stride, time, width, KEYS, padded() << 2);
      turned(vectorOf(qkv, row, 0, 2, head), stride, time, width, VALUES, padded() << 2);
      for (let i: u32 = 0; i < time; i++) {
        look(row, i);
        const query = vectorOf(qkv, row, i, 0, head);
        const given = plainOf(dy, row, i, head);
        const came = plainOf(y, row, i, head);
        let along = f32x4.splat(0);
        for (let d: u32 = 0; d < width; d += 4) {
          along = f32x4.add(along, f32x4.mul(load4(given + (d << 2), width - d), load4(came + (d << 2), width - d)));
        }
        const delta = f32x4.splat(sumOf(along));
        against(query, KEYS, SCORES, scale);
        blank(SCORES, NOTHING);
        against(given, VALUES, SLOPES, 1);
        const place = (row * heads + head) * time + i;
        const norm = f32x4.splat(load<f32>(lse + (place << 2)));
        const until = (high + 3) & ~3;
        for (let j = low & ~3; j < until; j += 4) {
          const p = exp4(f32x4.sub(v128.load(SCORES + (j << 2)), norm));
          const kept = dropout4(place * time + j, step, seed, site, threshold, keepScale);
          const slope = f32x4.sub(f32x4.mul(v128.load(SLOPES + (j << 2)), kept), delta);
          v128.store(SLOPES + (j << 2), f32x4.mul(f32x4.mul(p, slope), scale4));
          v128.store(SCORES + (j << 2), f32x4.mul(p, kept));
        }
        mixed(SLOPES, vectorOf(qkv, row, 0, 1, head), vectorOf(dqkv, row, i, 0, head));
        let key = vectorOf(dqkv, row, low, 1, head);
        let value = vectorOf(dqkv, row, low, 2, head);
        for (let j = low; j < high; j++, key += stride, value += stride) {
          const ds = v128.load32_splat(SLOPES + (j << 2));
          const p = v128.load32_splat(SCORES + (j << 2));
          for (let d: u32 = 0; d < width; d += 4) {
            const at = d << 2;
            const left = width - d;
            store4(key + at, f32x4.add(load4(key + at, left), f32x4.mul(ds, load4(query + at, left))), left);
            store4(value + at, f32x4.add(load4(value + at, left), f32x4.mul(p, load4(given + at, left))), left);
          }
        }
      }
    }
  }
}
