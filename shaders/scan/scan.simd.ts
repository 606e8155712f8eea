// Four channels at once, one after another in time. Records of 16 positions and their lines: see scan.reference.ts.
import { load4, SCRATCH, SCRATCH_BYTES, store4 } from '../simd/lanes.as';
import { exp2Down4, exp4, sigmoid4, softplus4, sumOf } from '../simd/math.as';

const SEGMENT: u32 = 16;
const LARGEST_RATE: f32 = 40;
const LOG2E: f32 = 1.44269504;
const LN2: f32 = 0.693147181;

let time: u32 = 0;
let channels: u32 = 0;
let states: u32 = 0;
let lines: u32 = 0;

function begin(steps: u32, width: u32, count: u32): void {
  time = steps;
  channels = width;
  states = count;
  lines = count + 1;
  if (<usize>(3 * SEGMENT + 1 + 3 * ((width + 3) / 4)) * count * 16 > SCRATCH_BYTES) unreachable();
}

/** A line of a record of a history, from its channel c. */
@inline
function lineAt(kept: usize, record: u32, line: u32, c: u32): usize {
  return kept + (((record * lines + line) * channels + c) << 2);
}

@inline
function recordOf(history: u32, t: u32): u32 {
  return 1 + history * ((time + SEGMENT - 1) / SEGMENT) + t / SEGMENT;
}

/** The rates of four channels side by side, state by state, negative: what a step is multiplied with. */
function gatherRates(kept: usize, to: usize, c: u32): void {
  for (let n: u32 = 0; n < states; n++) {
    v128.store(to + (n << 4), f32x4.neg(load4(lineAt(kept, 0, n, c), channels - c)));
  }
}

function keepParameters(aLog: usize, skip: usize, kept: usize): void {
  for (let c: u32 = 0; c < channels; c++) {
    for (let n: u32 = 0; n < states; n++) {
      const held = min(load<f32>(aLog + ((c * states + n) << 2)), LARGEST_RATE);
      store<f32>(lineAt(kept, 0, n, c), LOG2E * f32x4.extract_lane(exp4(f32x4.splat(held)), 0));
    }
    store<f32>(lineAt(kept, 0, states, c), load<f32>(skip + (c << 2)));
  }
}

/** @param starts  0 where histories fill their rows */
function forward(
  u: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, kept: usize, starts: usize, batch: u32,
): void {
  keepParameters(aLog, skip, kept);
  const h = SCRATCH;
  const rates = h + (states << 4);
  for (let b: u32 = 0; b < batch; b++) {
    for (let c: u32 = 0; c < channels; c += 4) {
      const left = channels - c;
      const through = load4(skip + (c << 2), left);
      gatherRates(kept, rates, c);
      memory.fill(h, 0, states << 4);
      let bits: u32 = 0;
      for (let t: u32 = 0; t < time; t++) {
        const row = b * time + t;
        const place = t % SEGMENT;
        const record = recordOf(b, t);
        if (place == 0) {
          bits = 0;
          for (let n: u32 = 0; n < states; n++) store4(lineAt(kept, record, n, c), v128.load(h + (n << 4)), left);
        }
        if (starts != 0 && load<u32>(starts + (row << 2)) != 0) {
          bits |= 1 << place;
          memory.fill(h, 0, states << 4);
        }
        if (place == SEGMENT - 1 || t == time - 1) store4(lineAt(kept, record, states, c), f32x4.splat(<f32>bits), left);
        const at = (row * channels + c) << 2;
        const step = softplus4(load4(delta + at, left));
        const given = load4(u + at, left);
        const drive = f32x4.mul(step, given);
        const written = bc + ((row * 2 * states) << 2);
        const read = written + (states << 2);
        let sum = f32x4.mul(through, given);
        for (let n: u32 = 0; n < states; n++) {
          const keep = exp2Down4(f32x4.mul(step, v128.load(rates + (n << 4))));
          const next = f32x4.add(
            f32x4.mul(keep, v128.load(h + (n << 4))),
            f32x4.mul(drive, v128.load32_splat(written + (n << 2))),
          );
          v128.store(h + (n << 4), next);
          sum = f32x4.add(sum, f32x4.mul(next, v128.load32_splat(read + (n << 2))));
        }
        store4(y + at, sum, left);
      }
    }
  }
}

export function scan_forward(
  u: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, kept: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  forward(u, delta, bc, aLog, skip, y, kept, 0, batch);
}

export function scan_packed_forward(
  u: usize, delta: usize, bc: usize, aLog: usize, skip: usize, y: usize, kept: usize, starts: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  forward(u, delta, bc, aLog, skip, y, kept, starts, batch);
}

/** Of `left` lanes, those of a channel; the others 0. */
@inline
function ofChannels(x: v128, left: u32): v128 {
  return v128.and(x, i32x4.lt_u(i32x4(0, 1, 2, 3), i32x4.splat(left)));
}

export function scan_backward(
  u: usize, delta: usize, bc: usize, kept: usize, dy: usize, du: usize, ddelta: usize, dbc: usize, daLog: usize, dskip: usize,
  batch: u32, steps: u32, width: u32, count: u32, lineCount: u32, records: u32,
): void {
  begin(steps, width, count);
  memory.fill(daLog, 0, (channels * states) << 2);
  memory.fill(dskip, 0, channels << 2);
  // States before each position of a segment and after its last; (dB, dC) at each of its positions: sums over channels, four of them apart
  // until the last are there; and of all channels, four side by side, what flows back from the position behind, rates, and da_log.
  const before = SCRATCH;
  const sums = before + (((SEGMENT + 1) * states) << 4);
  const flows = sums + ((SEGMENT * 2 * states) << 4);
  const own = (((channels + 3) / 4) * states) << 4;
  for (let b: u32 = 0; b < batch; b++) {
    memory.fill(flows, 0, 3 * own);
    for (let c: u32 = 0; c < channels; c += 4) gatherRates(kept, flows + own + ((c / 4 * states) << 4), c);
    let end = time;
    while (end > 0) {
      const from = (end - 1) / SEGMENT * SEGMENT;
      const record = recordOf(b, from);
      memory.fill(sums, 0, ((end - from) * 2 * states) << 4);
      for (let c: u32 = 0; c < channels; c += 4) {
        const left = channels - c;
        const flow = flows + ((c / 4 * states) << 4);
        const rates = flow + own;
        const dRates = rates + own;
        const skip = load4(lineAt(kept, 0, states, c), left);
        const bits = <u32>load<f32>(lineAt(kept, record, states, c));
        for (let n: u32 = 0; n < states; n++) v128.store(before + (n << 4), load4(lineAt(kept, record, n, c), left));
        for (let t = from; t < end; t++) {
          const row = b * time + t;
          const at = (row * channels + c) << 2;
          const step = softplus4(load4(delta + at, left));
          const drive = f32x4.mul(step, load4(u + at, left));
          const here = before + (((t - from) * states) << 4);
          const begins = ((bits >> (t - from)) & 1) != 0;
          for (let n: u32 = 0; n < states; n++) {
            const input = f32x4.mul(drive, v128.load32_splat(bc + ((row * 2 * states + n) << 2)));
            let next = input;
            if (!begins) {
              const keep = exp2Down4(f32x4.mul(step, v128.load(rates + (n << 4))));
              next = f32x4.add(f32x4.mul(keep, v128.load(here + (n << 4))), input);
            }
            v128.store(here + ((states + n) << 4), next);
          }
        }
        for (let t = end; t-- > from; ) {
          const row = b * time + t;
          const at = (row * channels + c) << 2;
          const raw = load4(delta + at, left);
          const step = softplus4(raw);
          const given = load4(u + at, left);
          const out = ofChannels(load4(dy + at, left), left);
          const drive = f32x4.mul(step, given);
          const here = before + (((t - from) * states) << 4);
          const begins = ((bits >> (t - from)) & 1) != 0;
          const read = bc + ((row * 2 * states) << 2);
          const dB = sums + (((t - from) * 2 * states) << 4);
          const dC = dB + (states << 4);
          let written = f32x4.splat(0);
          let forgotten = f32x4.splat(0);
          for (let n: u32 = 0; n < states; n++) {
            const line = n << 4;
            const falling = v128.load(rates + line);
            const keep = begins ? f32x4.splat(0) : exp2Down4(f32x4.mul(step, falling));
            const c4 = v128.load32_splat(read + ((states + n) << 2));
            const adjoint = f32x4.add(f32x4.mul(out, c4), v128.load(flow + line));
            const back = f32x4.mul(keep, adjoint);
            const faded = f32x4.mul(f32x4.mul(back, v128.load(here + line)), falling);
            v128.store(dB + line, f32x4.add(v128.load(dB + line), f32x4.mul(drive, adjoint)));
            v128.store(dC + line, f32x4.add(v128.load(dC + line), f32x4.mul(out, v128.load(here + ((states + n) << 4)))));
            v128.store(dRates + line, f32x4.add(v128.load(dRates + line), f32x4.mul(faded, step)));
            written = f32x4.add(written, f32x4.mul(adjoint, v128.load32_splat(read + (n << 2))));
            forgotten = f32x4.add(forgotten, faded);
            v128.store(flow + line, back);
          }
          store4(du + at, f32x4.add(f32x4.mul(skip, out), f32x4.mul(step, written)), left);
          const lost = f32x4.mul(forgotten, f32x4.splat(LN2));
          store4(ddelta + at, f32x4.mul(f32x4.add(f32x4.mul(given, written), lost), sigmoid4(raw)), left);
          store4(dskip + (c << 2), f32x4.add(load4(dskip + (c << 2), left), f32x4.mul(out, given)), left);
        }
      }
      for (let i: u32 = 0; i < (end - from) * 2 * states; i++) {
        store<f32>(dbc + (((b * time + from) * 2 * states + i) << 2), sumOf(v128.load(sums + (i << 4))));
      }
      end = from;
    }
    for (let c: u32 = 0; c < channels; c++) {
      const dRates = flows + 2 * own + ((c / 4 * states) << 4) + ((c % 4) << 2);
      for (let n: u32 = 0; n < states; n++) {
        const at = daLog + ((c * states + n) << 2);
        store<f32>(at, load<f32>(at) + LN2 * load<f32>(dRates + (n << 4)));
      }
    }
  }
}
