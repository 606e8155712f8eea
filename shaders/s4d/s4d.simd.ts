// Diagonal linear systems: four channels at once, one position after another, see s4d.reference.ts.
import { load4, SCRATCH, SCRATCH_BYTES, store4 } from '../simd/lanes.as';
import { discretise, discretiseBackward } from './discretise.as';

const SEGMENT: u32 = 16;

let time: u32 = 0;
let channels: u32 = 0;
let states: u32 = 0;
let lines: u32 = 0;
let segments: u32 = 0;

function begin(steps: u32, width: u32, count: u32): void {
  time = steps;
  channels = width;
  states = count;
  lines = 2 * count;
  segments = (steps + SEGMENT - 1) / SEGMENT;
  if (<usize>(2 * SEGMENT + 14) * count * 16 > SCRATCH_BYTES) unreachable();
}

/** A line of a table whose lines are channels, from its channel c. */
@inline
function lineAt(table: usize, line: u32, c: u32): usize {
  return table + ((line * channels + c) << 2);
}

/** `count` lines of four channels side by side. */
function gather(table: usize, line: u32, to: usize, count: u32, c: u32): void {
  for (let n: u32 = 0; n < count; n++) v128.store(to + (n << 4), load4(lineAt(table, line + n, c), channels - c));
}

/** @param starts  0 where histories fill their rows */
function forward(u: usize, system: usize, skip: usize, y: usize, kept: usize, starts: usize, batch: u32): void {
  const keep = SCRATCH;
  const turn = keep + (states << 4);
  const toldRe = turn + (states << 4);
  const toldIm = toldRe + (states << 4);
  const re = toldIm + (states << 4);
  const im = re + (states << 4);
  for (let c: u32 = 0; c < channels; c += 4) {
    const left = channels - c;
    gather(system, 0, keep, 4 * states, c);
    const through = load4(skip + (c << 2), left);
    for (let b: u32 = 0; b < batch; b++) {
      memory.fill(re, 0, lines << 4);
      for (let t: u32 = 0; t < time; t++) {
        const row = b * time + t;
        if (t % SEGMENT == 0) {
          const record = (b * segments + t / SEGMENT) * lines;
          for (let n: u32 = 0; n < lines; n++) store4(lineAt(kept, record + n, c), v128.load(re + (n << 4)), left);
        }
        if (starts != 0 && load<u32>(starts + (row << 2)) != 0) memory.fill(re, 0, lines << 4);
        const given = load4(lineAt(u, row, c), left);
        let sum = f32x4.mul(through, given);
        for (let at: usize = 0; at < <usize>states << 4; at += 16) {
          const wasRe = v128.load(re + at);
          const wasIm = v128.load(im + at);
          const stays = v128.load(keep + at);
          const turns = v128.load(turn + at);
          const nowRe = f32x4.add(f32x4.sub(f32x4.mul(stays, wasRe), f32x4.mul(turns, wasIm)), given);
          const nowIm = f32x4.add(f32x4.mul(turns, wasRe), f32x4.mul(stays, wasIm));
          v128.store(re + at, nowRe);
          v128.store(im + at, nowIm);
          sum = f32x4.add(sum, f32x4.mul(v128.load(toldRe + at), nowRe));
          sum = f32x4.sub(sum, f32x4.mul(v128.load(toldIm + at), nowIm));
        }
        store4(lineAt(y, row, c), sum, left);
      }
    }
  }
}

export function s4d_scan(
  u: usize, system: usize, skip: usize, y: usize, kept: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  forward(u, system, skip, y, kept, 0, batch);
}

export function s4d_scan_packed(
  u: usize, system: usize, skip: usize, y: usize, kept: usize, starts: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  forward(u, system, skip, y, kept, starts, batch);
}

function backward(
  u: usize, system: usize, skip: usize, kept: usize, dy: usize, du: usize, dsystem: usize, dskip: usize, starts: usize, batch: u32,
): void {
  const plane: usize = <usize>states << 4;
  const keep = SCRATCH;
  const turn = keep + plane;
  const toldRe = turn + plane;
  const toldIm = toldRe + plane;
  const dKeep = toldIm + plane;
  const dTurn = dKeep + plane;
  const dRe = dTurn + plane;
  const dIm = dRe + plane;
  const flowRe = dIm + plane;
  const flowIm = flowRe + plane;
  // The states before the first position of a segment and after each of it.
  const after = flowIm + plane;
  for (let c: u32 = 0; c < channels; c += 4) {
    const left = channels - c;
    gather(system, 0, keep, 4 * states, c);
    memory.fill(dKeep, 0, 4 * plane);
    const through = load4(skip + (c << 2), left);
    let dThrough = f32x4.splat(0);
    for (let b: u32 = 0; b < batch; b++) {
      memory.fill(flowRe, 0, 2 * plane);
      for (let later = segments; later > 0; later--) {
        const from = (later - 1) * SEGMENT;
        const end = min<u32>(from + SEGMENT, time);
        gather(kept, (b * segments + later - 1) * lines, after, lines, c);
        for (let t = from; t < end; t++) {
          const row = b * time + t;
          const before = after + 2 * plane * <usize>(t - from);
          const held = heldAt(starts, row);
          const given = load4(lineAt(u, row, c), left);
          for (let at: usize = 0; at < plane; at += 16) {
            const wasRe = f32x4.mul(held, v128.load(before + at));
            const wasIm = f32x4.mul(held, v128.load(before + plane + at));
            const stays = v128.load(keep + at);
            const turns = v128.load(turn + at);
            const now = before + 2 * plane + at;
            v128.store(now, f32x4.add(f32x4.sub(f32x4.mul(stays, wasRe), f32x4.mul(turns, wasIm)), given));
            v128.store(now + plane, f32x4.add(f32x4.mul(turns, wasRe), f32x4.mul(stays, wasIm)));
          }
        }
        for (let t = end; t-- > from; ) {
          const row = b * time + t;
          const out = load4(lineAt(dy, row, c), left);
          const before = after + 2 * plane * <usize>(t - from);
          const held = heldAt(starts, row);
          let sum = f32x4.mul(through, out);
          dThrough = f32x4.add(dThrough, f32x4.mul(out, load4(lineAt(u, row, c), left)));
          for (let at: usize = 0; at < plane; at += 16) {
            const wasRe = f32x4.mul(held, v128.load(before + at));
            const wasIm = f32x4.mul(held, v128.load(before + plane + at));
            const stays = v128.load(keep + at);
            const turns = v128.load(turn + at);
            const now = before + 2 * plane + at;
            const backRe = f32x4.add(f32x4.mul(out, v128.load(toldRe + at)), v128.load(flowRe + at));
            const backIm = f32x4.sub(v128.load(flowIm + at), f32x4.mul(out, v128.load(toldIm + at)));
            sum = f32x4.add(sum, backRe);
            add(dKeep + at, f32x4.add(f32x4.mul(backRe, wasRe), f32x4.mul(backIm, wasIm)));
            add(dTurn + at, f32x4.sub(f32x4.mul(backIm, wasRe), f32x4.mul(backRe, wasIm)));
            add(dRe + at, f32x4.mul(out, v128.load(now)));
            add(dIm + at, f32x4.neg(f32x4.mul(out, v128.load(now + plane))));
            const flow = f32x4.add(f32x4.mul(stays, backRe), f32x4.mul(turns, backIm));
            const whirl = f32x4.sub(f32x4.mul(stays, backIm), f32x4.mul(turns, backRe));
            v128.store(flowRe + at, f32x4.mul(held, flow));
            v128.store(flowIm + at, f32x4.mul(held, whirl));
          }
          store4(lineAt(du, row, c), sum, left);
        }
      }
    }
    for (let n: u32 = 0; n < 4 * states; n++) store4(lineAt(dsystem, n, c), v128.load(dKeep + (n << 4)), left);
    store4(dskip + (c << 2), dThrough, left);
  }
}

@inline
function add(at: usize, x: v128): void {
  v128.store(at, f32x4.add(v128.load(at), x));
}

/** 0 where a history begins, else 1: what is held of the state before. */
@inline
function heldAt(starts: usize, row: u32): v128 {
  return f32x4.splat(starts != 0 && load<u32>(starts + (row << 2)) != 0 ? 0 : 1);
}

export function s4d_scan_backward(
  u: usize, system: usize, skip: usize, kept: usize, dy: usize, du: usize, dsystem: usize, dskip: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  backward(u, system, skip, kept, dy, du, dsystem, dskip, 0, batch);
}

export function s4d_scan_packed_backward(
  u: usize, system: usize, skip: usize, kept: usize, dy: usize, du: usize, dsystem: usize, dskip: usize, starts: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  backward(u, system, skip, kept, dy, du, dsystem, dskip, starts, batch);
}

export function s4d_discretise(
  dynamics: usize, readout: usize, logStep: usize, system: usize, width: u32, count: u32, planes: u32, rule: u32,
): void {
  discretise(dynamics, readout, logStep, system, width, count, planes, rule);
}

export function s4d_discretise_backward(
  dynamics: usize, readout: usize, logStep: usize, dsystem: usize, dDynamics: usize, dReadout: usize, dLogStep: usize,
  width: u32, count: u32, planes: u32, rule: u32,
): void {
  discretiseBackward(dynamics, readout, logStep, dsystem, dDynamics, dReadout, dLogStep, width, count, planes, rule);
}
