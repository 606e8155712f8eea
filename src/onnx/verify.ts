import { SettingsError } from '../core/errors.ts';
import { stretch, type History } from '../core/history.ts';
import type { Pace } from '../core/pace.ts';
import { size } from '../core/shape.ts';
import type { Output, Session } from '../ort/session.ts';
import type { Reader } from '../recommend/reader.ts';
import { HISTORIES as NAMED } from './graph_writer.ts';
import { besideOf, drawnHistories, inputsAt, inputsFor, type Known } from './questions.ts';
import { BEFORE, type StreamState } from './stream_writer.ts';

/** How an ONNX file agrees with the model that it was made of. */
export interface Verified {
  /** What ran the file. */
  readonly runtime: string;
  readonly histories: number;
  /** Items of each list that were compared. */
  readonly places: number;
  /** The largest difference of two logits, of the largest logit of the same history. */
  readonly difference: number;
}

/** The largest difference that may be, of the largest logit: some hundred roundings of single precision. */
export const TOLERANCE = 1e-5;
export const HISTORIES = 64;
const PLACES = 20;
/** Histories that are asked at once. */
const BATCH = 8;

/**
 * Runs a file and holds what it says against the model's own references in double precision, on histories that are drawn. Two items
 * whose scores are nearer than the tolerance may change places in a list.
 *
 * @throws SettingsError where they do not agree, CancelledError
 */
export async function verify(
  session: Session,
  reader: Reader,
  known: Known,
  pace: Pace = {},
  count = HISTORIES,
): Promise<Verified> {
  const histories = drawnHistories(count, known);
  const places = Math.min(PLACES, known.items);
  const own = reader.session();
  let difference = 0;
  for (let at = 0; at < histories.length; at += BATCH) {
    const batch = histories.slice(at, at + BATCH);
    const { data: said } = await session.run(inputsFor(batch, besideOf(session.inputs), known), 'logits');
    if (said.length !== batch.length * known.items) {
      throw new SettingsError(`onnx: ${said.length} logits for ${batch.length} histories of ${known.items} items`);
    }
    for (const [b, history] of batch.entries()) {
      await own.follow(history, { signal: pace.signal });
      const logits = said.subarray(b * known.items, (b + 1) * known.items);
      difference = Math.max(difference, compared(logits, await own.scores({ signal: pace.signal }), places, history));
      pace.onProgress?.((at + b + 1) / count);
    }
  }
  return { runtime: session.runtime, histories: count, places, difference };
}

/** Histories that are read item by item. */
const STREAMED = 16;

/**
 * The same of a file that reads one item after another: whole windows, from the first item on, each time with what it told before.
 *
 * @throws SettingsError where they do not agree, CancelledError
 */
export async function verifyStream(
  session: Session,
  states: readonly StreamState[],
  reader: Reader,
  known: Known,
  pace: Pace = {},
  count = STREAMED,
): Promise<Verified> {
  const histories = drawnHistories(count, known, (_, { window }) => window);
  const places = Math.min(PLACES, known.items);
  const outputs = ['logits', ...states.map(({ present }) => present)];
  let difference = 0;
  for (let at = 0; at < count; at += BATCH) {
    const batch = histories.slice(at, at + BATCH);
    const own = batch.map(() => reader.session());
    let kept = states.map(({ shape }) => beginning(shape, batch.length));
    for (let t = 0; t < known.window; t++) {
      const past = Object.fromEntries(states.map((state, i) => [state.past, kept[i]]));
      const feeds = { ...inputsAt(batch, t, session.inputs, known), ...past };
      const [{ data: said }, ...next] = await session.runAll(feeds, outputs);
      kept = next;
      for (const [b, history] of batch.entries()) {
        const read = stretch(history, 0, t + 1);
        await own[b].follow(read, { signal: pace.signal });
        const logits = said.subarray(b * known.items, (b + 1) * known.items);
        difference = Math.max(difference, compared(logits, await own[b].scores({ signal: pace.signal }), places, read));
      }
      pace.onProgress?.((at + (batch.length * (t + 1)) / known.window) / count);
    }
  }
  return { runtime: session.runtime, histories: count, places, difference };
}

/** A state before the first item. */
function beginning(shape: StreamState['shape'], histories: number): Output {
  const dims = shape.map((extent) => (extent === BEFORE ? 0 : extent === NAMED ? histories : Number(extent)));
  return { dims, data: new Float32Array(size(dims)) };
}

/** The largest difference, of the largest score. @throws SettingsError where it is too large, or the lists differ */
function compared(logits: Float32Array, scores: Float64Array, places: number, { items }: History): number {
  const largest = scores.reduce((most, score) => Math.max(most, Math.abs(score)), 1e-30);
  // NaN is larger than any tolerance.
  const difference = scores.reduce((most, score, i) => {
    const apart = Math.abs(logits[i] - score);
    return apart <= most ? most : apart;
  }, 0);
  const where = `after a history of ${items.length} items`;
  if (!(difference <= TOLERANCE * largest)) {
    const words = `logits differ by ${(difference / largest).toExponential(1)} of the largest ${where}`;
    throw new SettingsError(`onnx: ${words}, expected at most ${TOLERANCE.toExponential()}; the file is not given out`);
  }
  const [ours, theirs] = [best(scores, places), best(logits, places)];
  const place = ours.findIndex((item, k) => Math.abs(scores[item] - scores[theirs[k]]) > TOLERANCE * largest);
  if (place >= 0) {
    throw new SettingsError(`onnx: another item has place ${place + 1} ${where}; the file is not given out`);
  }
  return difference / largest;
}

/** The items of the highest scores, the first of equal ones first. */
function best(scores: ArrayLike<number>, places: number): number[] {
  const items = Array.from({ length: scores.length }, (_, i) => i);
  return items.sort((a, b) => scores[b] - scores[a] || a - b).slice(0, places);
}
