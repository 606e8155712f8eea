import { dropout4 } from '../simd/dropout.as';
import { load4, store4 } from '../simd/lanes.as';

/** @param packed  whether each item is told its position, else each row that of its first */
function embed(
  table: usize, positions: usize, ids: usize, clock: usize, y: usize, told: usize, packed: bool,
  batch: u32, time: u32, width: u32, scale: f32, seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  const step = load<u32>(clock);
  const scale4 = f32x4.splat(scale);
  for (let b: u32 = 0; b < batch; b++) {
    for (let t: u32 = 0; t < time; t++) {
      const token = b * time + t;
      const id = load<u32>(ids + (token << 2));
      const out = y + ((token * width) << 2);
      if (id == 0) {
        memory.fill(out, 0, width << 2);
        continue;
      }
      const position = packed ? load<u32>(told + (token << 2)) : load<u32>(told + (b << 2)) + t;
      const row = table + ((id * width) << 2);
      const place = positions + ((position * width) << 2);
      for (let c: u32 = 0; c < width; c += 4) {
        const at = c << 2;
        const left = width - c;
        const sum = f32x4.add(f32x4.mul(scale4, load4(row + at, left)), load4(place + at, left));
        const kept = dropout4(token * width + c, step, seed, site, threshold, keepScale);
        store4(out + at, f32x4.mul(kept, sum), left);
      }
    }
  }
}

export function embedding_forward(
  table: usize, positions: usize, ids: usize, clock: usize, y: usize, first: usize,
  batch: u32, time: u32, window: u32, width: u32, vocabulary: u32, scale: f32,
  seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  embed(table, positions, ids, clock, y, first, false, batch, time, width, scale, seed, site, threshold, keepScale);
}

export function embedding_packed_forward(
  table: usize, positions: usize, ids: usize, clock: usize, y: usize, at: usize,
  batch: u32, time: u32, window: u32, width: u32, vocabulary: u32, scale: f32,
  seed: u32, site: u32, threshold: u32, keepScale: f32,
): void {
  embed(table, positions, ids, clock, y, at, true, batch, time, width, scale, seed, site, threshold, keepScale);
}

export function embedding_gather_rows(table: usize, ids: usize, y: usize, count: u32, width: u32, vocabulary: u32): void {
  const bytes = width << 2;
  for (let r: u32 = 0; r < count; r++) memory.copy(y + r * bytes, table + load<u32>(ids + (r << 2)) * bytes, bytes);
}

export function embedding_gather_onto(
  x: usize, table: usize, ids: usize, y: usize, count: u32, width: u32, vocabulary: u32,
): void {
  for (let r: u32 = 0; r < count; r++) {
    const row = table + ((load<u32>(ids + (r << 2)) * width) << 2);
    for (let c: u32 = 0; c < width; c += 4) {
      const at = (r * width + c) << 2;
      store4(y + at, f32x4.add(load4(x + at, width - c), load4(row + (c << 2), width - c)), width - c);
    }
  }
}

/** @param sofar  0: sums begin at 0 */
function gradient(
  dy: usize, offsets: usize, places: usize, dtable: usize, sofar: usize, width: u32, vocabulary: u32, scale: f32,
): void {
  const scale4 = f32x4.splat(scale);
  for (let v: u32 = 0; v < vocabulary; v++) {
    const from = load<u32>(offsets + (v << 2));
    const to = load<u32>(offsets + (v << 2), 4);
    for (let c: u32 = 0; c < width; c += 4) {
      const left = width - c;
      const at = (v * width + c) << 2;
      let sum = f32x4.splat(0);
      for (let p = from; p < to; p++) {
        sum = f32x4.add(sum, load4(dy + ((load<u32>(places + (p << 2)) * width + c) << 2), left));
      }
      sum = f32x4.mul(scale4, sum);
      store4(dtable + at, sofar == 0 ? sum : f32x4.add(load4(sofar + at, left), sum), left);
    }
  }
}

export function embedding_gradient(
  dy: usize, offsets: usize, places: usize, dtable: usize, rows: u32, width: u32, vocabulary: u32, bounds: u32, scale: f32,
): void {
  gradient(dy, offsets, places, dtable, 0, width, vocabulary, scale);
}

export function embedding_gradient_onto(
  dy: usize, offsets: usize, places: usize, dtable: usize, sofar: usize,
  rows: u32, width: u32, vocabulary: u32, bounds: u32, scale: f32,
): void {
  gradient(dy, offsets, places, dtable, sofar, width, vocabulary, scale);
}

export function embedding_position_gradient(
  dy: usize, ids: usize, first: usize, dpositions: usize, batch: u32, time: u32, window: u32, width: u32,
): void {
  memory.fill(dpositions, 0, (window * width) << 2);
  for (let b: u32 = 0; b < batch; b++) {
    for (let t: u32 = 0; t < time; t++) {
      const token = b * time + t;
      if (load<u32>(ids + (token << 2)) == 0) continue;
      const row = dpositions + (((load<u32>(first + (b << 2)) + t) * width) << 2);
      for (let c: u32 = 0; c < width; c += 4) {
        const at = row + (c << 2);
        const left = width - c;
        store4(at, f32x4.add(load4(at, left), load4(dy + ((token * width + c) << 2), left)), left);
      }
    }
  }
}
