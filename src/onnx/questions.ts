import { stretch, type History } from '../core/history.ts';
import { Random } from '../core/random.ts';
import { gapRow } from '../events/gaps.ts';
import { kindRow } from '../events/kinds.ts';
import { valueRow } from '../events/values.ts';
import type { Fed } from '../ort/session.ts';
import { besideItems, type Beside } from './model_graph.ts';
import { PLACE } from './stream_graph.ts';

/** What a model knows of the data that histories are drawn for. */
export interface Known {
  readonly items: number;
  readonly window: number;
  readonly kinds: number;
  readonly levels: readonly number[];
}

/** Of the n-th history: every length that a model reads and some that it does not, nothing first. */
const everyLength = (n: number, { window }: Known): number => n % (window + 3);

/** Histories of these lengths; of an event out of eight nobody knows more than its item. */
export function drawnHistories(count: number, known: Known, lengthOf = everyLength): History[] {
  const { items, kinds, levels } = known;
  const random = new Random(1, 'histories for an ONNX file');
  const worth = (): number => levels[random.below(levels.length)] + random.uniform() - 0.5;
  return Array.from({ length: count }, (_, n) => {
    const length = lengthOf(n, known);
    let now = 0;
    const history = {
      items: new Uint32Array(length),
      times: new Float64Array(length),
      kinds: new Uint8Array(length),
      values: new Float64Array(length),
    };
    for (let t = 0; t < length; t++) {
      const knows = random.below(8) > 0;
      now += Math.floor(Math.exp(18 * random.uniform()));
      history.items[t] = random.below(items);
      history.times[t] = knows ? now : NaN;
      history.kinds[t] = knows && kinds > 0 ? 1 + random.below(kinds) : 0;
      history.values[t] = knows && levels.length > 0 ? worth() : NaN;
    }
    return history;
  });
}

/** What the graph of a model reads beside items and lengths, of the inputs that it has. */
export const besideOf = (inputs: readonly string[]): readonly Beside[] =>
  besideItems.filter((name) => inputs.includes(name));

/** Of each event of a history a whole number, by what is read of it. */
const rowsOf: Readonly<Record<Beside, (history: History, t: number, known: Known) => number>> = {
  gaps: ({ times }, t) => gapRow(t === 0 || times === null ? NaN : times[t] - times[t - 1]),
  seconds: ({ times }, t) => {
    if (times === null || Number.isNaN(times[t])) return 1;
    return 2 + Math.floor(times[t] - times.reduce((least, at) => (at < least ? at : least), Infinity));
  },
  kinds: ({ kinds }, t) => kindRow(kinds?.[t] ?? 0),
  values: ({ values }, t, { levels }) => valueRow(values?.[t] ?? NaN, levels),
};

/** The inputs of a graph that reads one item of each history, for the t-th; `inputs` are those that it has. */
export function inputsAt(
  histories: readonly History[],
  t: number,
  inputs: readonly string[],
  known: Known,
): Record<string, Fed> {
  const table = (rowOf: (history: History) => number): Fed => ({
    shape: [histories.length, 1],
    values: histories.map(rowOf),
  });
  const place = { shape: [histories.length], values: histories.map(() => t) };
  return {
    items: table(({ items }) => items[t] + 1),
    ...(inputs.includes(PLACE) ? { [PLACE]: place } : {}),
    ...Object.fromEntries(besideOf(inputs).map((name) => [name, table((history) => rowsOf[name](history, t, known))])),
  };
}

/** The inputs of a model's graph for these histories, of which the last `window` items are read. */
export function inputsFor(histories: readonly History[], beside: readonly Beside[], known: Known): Record<string, Fed> {
  const { window } = known;
  const read = histories.map((history) => stretch(history, -window));
  const table = (rowOf: (history: History, t: number) => number): Fed => {
    const values = new Array<number>(histories.length * window).fill(0);
    read.forEach((history, b) => {
      for (let t = 0; t < history.items.length; t++) values[b * window + t] = rowOf(history, t);
    });
    return { shape: [histories.length, window], values };
  };
  const lengths = read.map(({ items }) => items.length);
  return {
    items: table(({ items }, t) => items[t] + 1),
    lengths: { shape: [histories.length], values: lengths },
    ...Object.fromEntries(beside.map((name) => [name, table((history, t) => rowsOf[name](history, t, known))])),
  };
}
