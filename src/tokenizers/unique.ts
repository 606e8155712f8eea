import type { CodesShape } from '../events/codes.ts';
import type { ChoiceSetting } from '../parts/settings.ts';
import type { Fitted, FittedTensor, Tokens } from './tokenizer.ts';

/** Whether codes from coarse to fine have a last slot that counts. */
export const unique = {
  usual: 'no',
  formerly: 'no',
  options: {
    no: 'items whose vectors are near to one another may share all their codes',
    yes: 'the last code of an item counts those that share the others, so that no two items are alike while there are codes enough',
  },
  help: 'Whether residual codes tell all items apart',
} as const satisfies ChoiceSetting;

/** What was fitted for codes that are unique says so. */
export const COUNTED: FittedTensor = { name: 'counted', shape: [1], data: Float32Array.of(1) };

export const isCounted = (fitted: Fitted): boolean => fitted.some(({ name }) => name === COUNTED.name);

/** What of `unique` does not fit the slots that are asked for, in words; null where it fits. */
export const uniqueMisfit = ({ slots }: CodesShape, counts: string): string | null =>
  counts === 'yes' && slots < 2
    ? `unique 'yes' takes the last code of an item to count, and there is ${slots}; use 2 codes of an item or more`
    : null;

/** Codes with one more slot, which counts: 0, 1, 2, … in the order of the catalogue, from 0 again where there are no more codes. */
export function counted(made: Tokens, { slots, size }: CodesShape): Tokens {
  const seen = new Map<string, number>();
  const codes = withLast(made.codes, slots - 1, (others) => {
    const key = others.join();
    const before = seen.get(key) ?? 0;
    seen.set(key, before + 1);
    return before % size;
  });
  const { fitted, explained, explainedUpTo = [] } = made;
  return { codes, fitted: [...fitted, COUNTED], explained, explainedUpTo: [...explainedUpTo, explained] };
}

/** The same of items that were not there when codes were counted: those of the first item that has them. */
export const countedFirst = (codes: Uint16Array, slots: number): Uint16Array<ArrayBuffer> =>
  withLast(codes, slots, () => 0);

/** Codes of `slots` slots with one more behind them, made of those of the item. */
function withLast(codes: Uint16Array, slots: number, last: (others: Uint16Array) => number): Uint16Array<ArrayBuffer> {
  const all = new Uint16Array((codes.length / slots) * (slots + 1));
  for (let item = 0; item * slots < codes.length; item++) {
    const others = codes.subarray(item * slots, (item + 1) * slots);
    all.set(others, item * (slots + 1));
    all[item * (slots + 1) + slots] = last(others);
  }
  return all;
}
