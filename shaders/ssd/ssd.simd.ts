// Four channels of a head at once, one position after another; what is kept and its lines: see ssd.reference.ts.
import { SCRATCH, SCRATCH_BYTES } from '../simd/lanes.as';
import { exp4, first, sigmoid4, softplus4, sumOf } from '../simd/math.as';

const CHUNK: u32 = 16;
const LARGEST_RATE: f32 = 40;

let time: u32 = 0;
let channels: u32 = 0;
let heads: u32 = 0;
let states: u32 = 0;
let lines: u32 = 0;
let chunks: u32 = 0;

function begin(steps: u32, width: u32, headCount: u32, count: u32): void {
  time = steps;
  channels = width;
  heads = headCount;
  states = count;
  lines = 5 * headCount + 1;
  chunks = (steps + CHUNK - 1) / CHUNK;
  if (<usize>(CHUNK + 2 + 2 * steps) * count * 16 + <usize>steps * headCount * 4 > SCRATCH_BYTES) unreachable();
}

@inline
function rateOf(aLog: usize, head: u32): f32 {
  return first(exp4(f32x4.splat(min(load<f32>(aLog + (head << 2)), LARGEST_RATE))));
}

@inline
function raised(x: f32): f32 {
  return first(exp4(f32x4.splat(x)));
}

/** A number of a line of `paces` of a head. */
@inline
function paceAt(paces: usize, row: u32, line: u32, head: u32): usize {
  return paces + ((row * lines + line * heads + head) << 2);
}

@inline
function sinceAt(paces: usize, row: u32): usize {
  return paces + ((row * lines + 5 * heads) << 2);
}

/** What is kept of the paces of a chunk from row `from` to the one before `end`; where its histories begin by `starts`, 0 for nowhere. */
function keepPaces(delta: usize, aLog: usize, skip: usize, paces: usize, starts: usize, from: u32, end: u32): void {
  let since: f32 = -1;
  for (let row = from; row < end; row++) {
    if (starts != 0 && load<u32>(starts + (row << 2)) != 0) since = <f32>(row - from);
    store<f32>(sinceAt(paces, row), since);
  }
  for (let head: u32 = 0; head < heads; head++) {
    const rate = rateOf(aLog, head);
    let sum: f32 = 0;
    for (let row = from; row < end; row++) {
      const step = first(softplus4(f32x4.splat(load<f32>(delta + ((row * heads + head) << 2)))));
      sum -= step * rate;
      store<f32>(paceAt(paces, row, 0, head), sum);
      store<f32>(paceAt(paces, row, 1, head), step);
      store<f32>(paceAt(paces, row, 3, head), load<f32>(sinceAt(paces, row)) < 0 ? raised(sum) : 0);
      store<f32>(paceAt(paces, row, 4, head), load<f32>(skip + (head << 2)));
    }
    for (let row = from; row < end; row++) {
      const left = <f32>(row - from) < since ? <f32>0 : raised(sum - load<f32>(paceAt(paces, row, 0, head)));
      store<f32>(paceAt(paces, row, 2, head), left);
    }
  }
}

/** ⟨C, B⟩ of the positions of a chunk. */
function keepScores(bc: usize, paces: usize, scores: usize, from: u32, end: u32): void {
  for (let row = from; row < end; row++) {
    const since = load<f32>(sinceAt(paces, row));
    const asked = bc + (((row * 2 + 1) * states) << 2);
    for (let j: u32 = 0; j < CHUNK; j++) {
      let sum = f32x4.splat(0);
      if (j <= row - from && <f32>j >= since) {
        const written = bc + (((from + j) * 2 * states) << 2);
        for (let n: u32 = 0; n < states << 2; n += 16) {
          sum = f32x4.add(sum, f32x4.mul(v128.load(asked + n), v128.load(written + n)));
        }
      }
      store<f32>(scores + ((row * CHUNK + j) << 2), sumOf(sum));
    }
  }
}

/** e^(−Δ·rate) of each head at each position of a history, 0 where another begins. */
function keepsOf(aLog: usize, paces: usize, to: usize, history: u32): void {
  for (let head: u32 = 0; head < heads; head++) {
    const rate = rateOf(aLog, head);
    for (let t: u32 = 0; t < time; t++) {
      const row = history * time + t;
      const begins = load<f32>(sinceAt(paces, row)) == <f32>(t % CHUNK);
      const keep = begins ? <f32>0 : raised(-rate * load<f32>(paceAt(paces, row, 1, head)));
      store<f32>(to + ((t * heads + head) << 2), keep);
    }
  }
}

function forward(
  x: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, paces: usize, scores: usize, statesIn: usize, starts: usize,
  batch: u32,
): void {
  const wide: usize = <usize>channels << 2;
  const s = SCRATCH;
  const keeps = s + (states << 4);
  for (let b: u32 = 0; b < batch; b++) {
    for (let from: u32 = 0; from < time; from += CHUNK) {
      const end = b * time + min<u32>(from + CHUNK, time);
      keepPaces(delta, aLog, skip, paces, starts, b * time + from, end);
      keepScores(bc, paces, scores, b * time + from, end);
    }
    keepsOf(aLog, paces, keeps, b);
    for (let c: u32 = 0; c < channels; c += 4) {
      const head = c / (channels / heads);
      const through = v128.load32_splat(skip + (head << 2));
      memory.fill(s, 0, states << 4);
      for (let t: u32 = 0; t < time; t++) {
        const row = b * time + t;
        if (t % CHUNK == 0) {
          const record = statesIn + <usize>((b * chunks + t / CHUNK) * states) * wide + (c << 2);
          for (let n: u32 = 0; n < states; n++) v128.store(record + <usize>n * wide, v128.load(s + (n << 4)));
        }
        const keep = v128.load32_splat(keeps + ((t * heads + head) << 2));
        const given = v128.load(x + ((row * channels + c) << 2));
        const drive = f32x4.mul(v128.load32_splat(paceAt(paces, row, 1, head)), given);
        const written = bc + ((row * 2 * states) << 2);
        const asked = written + (states << 2);
        let sum = f32x4.mul(through, given);
        for (let n: u32 = 0; n < states; n++) {
          const at = s + (n << 4);
          const now = f32x4.add(
            f32x4.mul(keep, v128.load(at)),
            f32x4.mul(drive, v128.load32_splat(written + (n << 2))),
          );
          v128.store(at, now);
          sum = f32x4.add(sum, f32x4.mul(now, v128.load32_splat(asked + (n << 2))));
        }
        v128.store(y + ((row * channels + c) << 2), sum);
      }
    }
  }
}

export function ssd_forward(
  x: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, paces: usize, scores: usize, statesIn: usize,
  batch: u32, steps: u32, width: u32, headCount: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, headCount, count);
  forward(x, delta, bc, aLog, skip, y, paces, scores, statesIn, 0, batch);
}

export function ssd_packed_forward(
  x: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, paces: usize, scores: usize, statesIn: usize, starts: usize,
  batch: u32, steps: u32, width: u32, headCount: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, headCount, count);
  forward(x, delta, bc, aLog, skip, y, paces, scores, statesIn, starts, batch);
}

@inline
function add(at: usize, x: f32): void {
  store<f32>(at, load<f32>(at) + x);
}

@inline
function addFour(at: usize, x: v128): void {
  v128.store(at, f32x4.add(v128.load(at), x));
}

export function ssd_backward(
  x: usize, delta: usize, bc: usize, aLog: usize, skip: usize, paces: usize, scores: usize, statesIn: usize, dy: usize,
  dx: usize, ddelta: usize, dbc: usize, daLog: usize, dskip: usize,
  batch: u32, steps: u32, width: u32, headCount: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, headCount, count);
  const wide: usize = <usize>channels << 2;
  const plane: usize = <usize>states << 4;
  memory.fill(daLog, 0, heads << 2);
  memory.fill(dskip, 0, heads << 2);
  memory.fill(ddelta, 0, (batch * time * heads) << 2);
  // The state before the first position of a chunk and after each; what flows back from the position behind; (dB, dC) at each position, sums
  // over channels, four of them apart until the last are there; what is kept of a state.
  const before = SCRATCH;
  const flow = before + <usize>(CHUNK + 1) * plane;
  const sums = flow + plane;
  const keeps = sums + <usize>(2 * time) * plane;
  for (let b: u32 = 0; b < batch; b++) {
    memory.fill(sums, 0, <usize>(2 * time) * plane);
    keepsOf(aLog, paces, keeps, b);
    for (let c: u32 = 0; c < channels; c += 4) {
      const head = c / (channels / heads);
      const rate = rateOf(aLog, head);
      const through = v128.load32_splat(skip + (head << 2));
      memory.fill(flow, 0, plane);
      for (let later = chunks; later > 0; later--) {
        const from = (later - 1) * CHUNK;
        const end = min<u32>(from + CHUNK, time);
        const record = statesIn + <usize>((b * chunks + later - 1) * states) * wide + (c << 2);
        for (let n: u32 = 0; n < states; n++) v128.store(before + (n << 4), v128.load(record + <usize>n * wide));
        for (let t = from; t < end; t++) {
          const row = b * time + t;
          const keep = v128.load32_splat(keeps + ((t * heads + head) << 2));
          const given = v128.load(x + ((row * channels + c) << 2));
          const drive = f32x4.mul(v128.load32_splat(paceAt(paces, row, 1, head)), given);
          const written = bc + ((row * 2 * states) << 2);
          const here = before + <usize>(t - from) * plane;
          for (let n: u32 = 0; n < states; n++) {
            const at = here + (n << 4);
            const added = f32x4.mul(drive, v128.load32_splat(written + (n << 2)));
            v128.store(at + plane, f32x4.add(f32x4.mul(keep, v128.load(at)), added));
          }
        }
        for (let t = end; t-- > from; ) {
          const row = b * time + t;
          const keep = v128.load32_splat(keeps + ((t * heads + head) << 2));
          const step = load<f32>(paceAt(paces, row, 1, head));
          const given = v128.load(x + ((row * channels + c) << 2));
          const out = v128.load(dy + ((row * channels + c) << 2));
          const drive = f32x4.mul(f32x4.splat(step), given);
          const written = bc + ((row * 2 * states) << 2);
          const here = before + <usize>(t - from) * plane;
          const dB = sums + <usize>(2 * t) * plane;
          let told = f32x4.splat(0);
          let forgotten = f32x4.splat(0);
          for (let n: u32 = 0; n < states; n++) {
            const line = n << 4;
            const asked = v128.load32_splat(written + ((states + n) << 2));
            const adjoint = f32x4.add(f32x4.mul(out, asked), v128.load(flow + line));
            const back = f32x4.mul(keep, adjoint);
            addFour(dB + line, f32x4.mul(drive, adjoint));
            addFour(dB + plane + line, f32x4.mul(out, v128.load(here + plane + line)));
            told = f32x4.add(told, f32x4.mul(adjoint, v128.load32_splat(written + (n << 2))));
            forgotten = f32x4.add(forgotten, f32x4.mul(back, v128.load(here + line)));
            v128.store(flow + line, back);
          }
          const gone = rate * sumOf(forgotten);
          v128.store(dx + ((row * channels + c) << 2), f32x4.add(f32x4.mul(through, out), f32x4.mul(f32x4.splat(step), told)));
          add(ddelta + ((row * heads + head) << 2), sumOf(f32x4.mul(given, told)) - gone);
          add(daLog + (head << 2), -step * gone);
          add(dskip + (head << 2), sumOf(f32x4.mul(out, given)));
        }
      }
    }
    for (let i: u32 = 0; i < time * 2 * states; i++) {
      store<f32>(dbc + ((b * time * 2 * states + i) << 2), sumOf(v128.load(sums + (<usize>i << 4))));
    }
  }
  for (let i: u32 = 0; i < (batch * time * heads) << 2; i += 4) {
    store<f32>(ddelta + i, load<f32>(ddelta + i) * first(sigmoid4(f32x4.splat(load<f32>(delta + i)))));
  }
}
