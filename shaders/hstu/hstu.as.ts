// Pointwise attention of one head at a time, as attention.as.ts: keys and values are turned, so that a query meets four keys at once.
import {
  against, begin, CAUSAL, heads, high, KEYS, look, low, mixed, padded, plainOf, SCORES, SLOPES, time, VALUES, vectorOf, width,
} from '../attention/attention.as';
import { load4, store4 } from '../simd/lanes.as';
import { log4, silu4, siluSlope4 } from '../simd/math.as';
import { turned } from '../simd/turned.as';

/** Rows of the table of times. */
const TIME_ROWS: u32 = 64;
/** The least f32 that is not below e^(0.301 · b), for each bucket b. */
const EDGES: usize = memory.data<f32>([
  1.0, 1.3512094, 1.8257668, 2.466993, 3.333424, 4.5041537, 6.086055,
  8.223535, 11.111716, 15.014255, 20.287401, 27.412525, 37.040062, 50.048874,
  67.62651, 91.37757, 123.47022, 166.83412, 225.42783, 304.6002, 411.5786,
  556.12885, 751.44653, 1015.3616, 1371.9661, 1853.8132, 2504.89, 3384.6306,
  4573.3447, 6179.546, 8349.86, 11282.409, 15244.8955, 20599.047, 27833.623,
  37609.05, 50817.703, 68665.35, 92781.266, 125366.914, 169396.95, 228890.73,
  309279.3, 417901.1, 564671.9, 762989.9, 1030959.06, 1393041.5, 1882290.6,
  2543368.8, 3436623.5, 4643598.0, 6274473.0, 8478127.0, 11455724.0, 15479081.0,
  20915478.0, 28261190.0, 38186784.0, 51598340.0, 69720160.0, 94206530.0, 127292744.0,
]);
/** Longest row of positions: room for it four times over lies behind the slopes of one query. */
const ROOM: usize = 1 << 18;

/** Behind the slopes of a query: positions from the last to the first, between four zeros; the seconds of a row; rows of times; sums. */
const TURNED_POSITIONS: usize = SLOPES + ROOM;
const MOMENTS: usize = SLOPES + 2 * ROOM;
const ROWS: usize = SLOPES + 3 * ROOM;
const SUMS: usize = SLOPES + 4 * ROOM;

let window: u32 = 0;
let seen: bool = false;
let spans: usize = 0;
let positions: usize = 0;
/** Times count where this is not 0. */
let seconds: usize = 0;
let times: usize = 0;

export function beginPointwise(
  isPacked: bool, steps: u32, count: u32, size: u32, reaches: usize, table: usize, most: u32, bySeen: u32, moments: usize, rows: usize,
): void {
  begin(CAUSAL, isPacked, 1, steps, count, size, reaches);
  window = most;
  seen = bySeen != 0;
  spans = isPacked ? reaches : 0;
  positions = table;
  seconds = moments;
  times = rows;
  if (<usize>(window + TIME_ROWS + 8) * 4 > ROOM) unreachable();
  v128.store(TURNED_POSITIONS, f32x4.splat(0));
  for (let r: u32 = 0; r < window; r++) {
    store<f32>(TURNED_POSITIONS + ((window + 3 - r) << 2), load<f32>(positions + (r << 2)));
  }
  v128.store(TURNED_POSITIONS + ((window + 4) << 2), f32x4.splat(0));
}

/** Copies the seconds of a row, so that whole fours may be read. */
function readMoments(row: u32): void {
  if (seconds == 0) return;
  memory.copy(MOMENTS, seconds + ((row * time) << 2), <usize>time << 2);
  v128.store(MOMENTS + (time << 2), f32x4.splat(-1));
}

/** What the sum of query i of a row is divided by, turned over. */
function shareOf(row: u32, i: u32): f32 {
  if (!seen) return <f32>1 / <f32>window;
  const first: u32 = spans == 0 ? 0 : load<u32>(spans + (((row * time + i) * 2) << 2));
  return <f32>1 / <f32>(i - first + 1);
}

/** The rows of times of query i and four keys: hstu.reference.ts, lapse. The edge of the nearest bucket says which of two it is. */
function lapses(i: u32, j: u32): v128 {
  const a = v128.load32_splat(MOMENTS + (i << 2));
  const b = v128.load(MOMENTS + (j << 2));
  const apart = f32x4.pmax(f32x4.abs(f32x4.sub(a, b)), f32x4.splat(1));
  const bucket = f32x4.add(f32x4.div(log4(apart), f32x4.splat(0.301)), f32x4.splat(0.5));
  const nearest = i32x4.min_s(i32x4.trunc_sat_f32x4_s(bucket), i32x4.splat(62));
  const isBelow = f32x4.lt(apart, rowsOf(EDGES, nearest)); // −1 where it is
  const row = i32x4.add(i32x4.add(nearest, isBelow), i32x4.splat(1));
  return v128.andnot(row, f32x4.lt(f32x4.pmin(a, b), f32x4.splat(0)));
}

/** Four rows of a table of numbers. */
@inline
function rowsOf(table: usize, rows: v128): v128 {
  let found = f32x4.splat(load<f32>(table + (i32x4.extract_lane(rows, 0) << 2)));
  found = f32x4.replace_lane(found, 1, load<f32>(table + (i32x4.extract_lane(rows, 1) << 2)));
  found = f32x4.replace_lane(found, 2, load<f32>(table + (i32x4.extract_lane(rows, 2) << 2)));
  return f32x4.replace_lane(found, 3, load<f32>(table + (i32x4.extract_lane(rows, 3) << 2)));
}

/** Adds to the scores of query i what lies between it and each key that it sees; which rows of times these are goes to ROWS. */
function addBias(i: u32): void {
  const until = (high + 3) & ~3;
  const turnedFrom = TURNED_POSITIONS + ((window + 3 - i) << 2); // of key 0
  for (let j = low & ~3; j < until; j += 4) {
    let bias = v128.load(turnedFrom + (j << 2));
    if (seconds != 0) {
      const rows = lapses(i, j);
      v128.store(ROWS + (j << 2), rows);
      bias = f32x4.add(bias, rowsOf(times, rows));
    }
    const at = SCORES + (j << 2);
    v128.store(at, f32x4.add(v128.load(at), bias));
  }
}

export function forward(qkv: usize, y: usize, batch: u32): void {
  const stride = (3 * heads * width) << 2;
  for (let row: u32 = 0; row < batch; row++) {
    readMoments(row);
    for (let head: u32 = 0; head < heads; head++) {
      turned(vectorOf(qkv, row, 0, 1, head), stride, time, width, KEYS, padded() << 2);
      for (let i: u32 = 0; i < time; i++) {
        look(row, i);
        against(vectorOf(qkv, row, i, 0, head), KEYS, SCORES, 1);
        addBias(i);
        const share = f32x4.splat(shareOf(row, i));
        const until = (high + 3) & ~3;
        for (let j = low & ~3; j < until; j += 4) {
          const at = SCORES + (j << 2);
          v128.store(at, f32x4.mul(silu4(v128.load(at)), share));
        }
        mixed(SCORES, vectorOf(qkv, row, 0, 2, head), plainOf(y, row, i, head));
      }
    }
  }
}

/** Adds the slopes of query i to the sums of this head: of positions, and behind them of times. */
function addSlopes(i: u32): void {
  for (let j = low; j < high; j++) {
    const ds = load<f32>(SLOPES + (j << 2));
    const place = SUMS + ((i - j) << 2);
    store<f32>(place, load<f32>(place) + ds);
    if (seconds == 0) continue;
    const bucket = SUMS + ((window + load<u32>(ROWS + (j << 2))) << 2);
    store<f32>(bucket, load<f32>(bucket) + ds);
  }
}

/** Adds `count` sums, from `first` on, to a gradient. */
function addSums(gradient: usize, first: u32, count: u32): void {
  for (let r: u32 = 0; r < count; r++) {
    const at = gradient + (r << 2);
    store<f32>(at, load<f32>(at) + load<f32>(SUMS + ((first + r) << 2)));
  }
}

export function backward(dy: usize, qkv: usize, dqkv: usize, dpositions: usize, dtimes: usize, batch: u32): void {
  const stride = (3 * heads * width) << 2;
  memory.fill(dqkv, 0, batch * time * stride);
  memory.fill(dpositions, 0, window << 2);
  if (seconds != 0) memory.fill(dtimes, 0, TIME_ROWS << 2);
  for (let row: u32 = 0; row < batch; row++) {
    readMoments(row);
    for (let head: u32 = 0; head < heads; head++) {
      turned(vectorOf(qkv, row, 0, 1, head), stride, time, width, KEYS, padded() << 2);
      turned(vectorOf(qkv, row, 0, 2, head), stride, time, width, VALUES, padded() << 2);
      memory.fill(SUMS, 0, (window + TIME_ROWS) << 2);
      for (let i: u32 = 0; i < time; i++) {
        look(row, i);
        const query = vectorOf(qkv, row, i, 0, head);
        const given = plainOf(dy, row, i, head);
        against(query, KEYS, SCORES, 1);
        addBias(i);
        const share = shareOf(row, i);
        against(given, VALUES, SLOPES, share);
        const share4 = f32x4.splat(share);
        const until = (high + 3) & ~3;
        for (let j = low & ~3; j < until; j += 4) {
          const at = j << 2;
          const score = v128.load(SCORES + at);
          v128.store(SLOPES + at, f32x4.mul(v128.load(SLOPES + at), siluSlope4(score)));
          v128.store(SCORES + at, f32x4.mul(silu4(score), share4));
        }
        mixed(SLOPES, vectorOf(qkv, row, 0, 1, head), vectorOf(dqkv, row, i, 0, head));
        addSlopes(i);
        let key = vectorOf(dqkv, row, low, 1, head);
        let value = vectorOf(dqkv, row, low, 2, head);
        for (let j = low; j < high; j++, key += stride, value += stride) {
          const ds = v128.load32_splat(SLOPES + (j << 2));
          const weight = v128.load32_splat(SCORES + (j << 2));
          for (let d: u32 = 0; d < width; d += 4) {
            const at = d << 2;
            const left = width - d;
            store4(key + at, f32x4.add(load4(key + at, left), f32x4.mul(ds, load4(query + at, left))), left);
            store4(value + at, f32x4.add(load4(value + at, left), f32x4.mul(weight, load4(given + at, left))), left);
          }
        }
      }
      addSums(dpositions, 0, window);
      if (seconds != 0) addSums(dtimes, window, TIME_ROWS);
    }
  }
}
