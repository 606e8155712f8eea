import { counted } from '../core/counted.ts';
import { Pacer } from '../core/pace.ts';
import { TopList } from '../core/top_list.ts';
import { countsBySlot, type Codes } from './codes.ts';
import type { Lens } from './lens.ts';
import { mark, type Picture, type Strip } from './picture.ts';
import { nearest } from './vectors.ts';

const COUNT = 10;

export const lens: Lens = {
  name: 'codes',
  title: 'Codes of an item',
  says: 'The codes that an item is known by, the last of a history, and how many items have each; the items that share most of them, and how many the items share whose vectors point most nearly the same way.',
  source:
    'Codes as in Hou et al. 2025, arXiv:2506.05781, section 2.1; cosine of the vectors by which the model scores items',
  reads: 'item',
  needs: 'codes',
  async look({ history, vectors, codes }, pace) {
    const pacer = new Pacer('look', pace);
    if (codes === null) return null;
    const item = history[history.length - 1];
    const own = itsCodes(codes, item, await pacer.through(countsBySlot(codes)));
    const shared = await pacer.through(sharedWith(codes, item));
    if (shared.length < 2) return [own];
    const near = (await nearest(vectors, item, COUNT, pace)).map((other) => other.item);
    return [own, ...alike(codes.slots, item, shared, near)];
  },
};

function itsCodes({ slots, values }: Codes, item: number, counts: readonly Uint32Array[]): Picture {
  const own = values.subarray(item * slots, (item + 1) * slots);
  const having = Float32Array.from(own, (code, slot) => counts[slot][code]);
  const rarest = having.indexOf(Math.min(...having));
  const said =
    having[rarest] === 1
      ? 'no other item has it'
      : `${having[rarest].toLocaleString('en')} items have it, this one among them`;
  return {
    ...{ kind: 'strip', title: 'Its codes' },
    sentence: `Of the ${slots} codes of ${mark(item)}, code ${own[rarest]} of slot ${rarest + 1} tells it apart best: ${said}.`,
    numbers: {
      ...{ quantity: 'items with this code', unit: 'number', values: having },
      rows: { of: 'words', label: 'code', words: Array.from(own, (code, slot) => `slot ${slot + 1}: code ${code}`) },
      columns: { of: 'words', label: 'items', words: ['items with this code'] },
    },
  };
}

/** Of every item, in how many slots it has the code of `item`. */
function* sharedWith({ slots, values }: Codes, item: number): Generator<void, Uint8Array> {
  const shared = new Uint8Array(values.length / slots);
  for (let other = 0; other < shared.length; other++) {
    for (let slot = 0; slot < slots; slot++) {
      if (values[other * slots + slot] === values[item * slots + slot]) shared[other]++;
    }
    if (other % 4096 === 0) yield;
  }
  return shared;
}

/** The items that share most codes, and those with the nearest vectors: of both, how many codes they share. */
function alike(slots: number, item: number, shared: Uint8Array, near: readonly number[]): readonly Picture[] {
  const list = new TopList(Math.min(COUNT, shared.length - 1));
  for (const [other, count] of shared.entries()) if (other !== item) list.offer(other, count);
  const most = list.ranked().map((other) => other.item);
  const same = shared.reduce((sum, count) => sum + Number(count === slots), 0) - 1;
  const both = near.filter((other) => most.includes(other)).length;
  const [first, closest] = [most[0], near[0]];
  const strip = (title: string, sentence: string, items: readonly number[]): Strip => ({
    ...{ kind: 'strip', title, sentence },
    numbers: {
      ...{ quantity: 'codes shared', unit: 'number' },
      rows: { of: 'items', items },
      columns: { of: 'words', label: `with the last item, of ${slots}`, words: ['codes shared'] },
      values: Float32Array.from(items, (other) => shared[other]),
    },
  });
  return [
    strip(
      'By codes',
      `Of the ${slots} codes of ${mark(item)}, ${mark(first)} shares most: ${shared[first]}. ${told(same)}.`,
      most,
    ),
    strip(
      'By vectors',
      `Nearest to ${mark(item)} by its vector is ${mark(closest)}, which shares ${shared[closest]} of its ${slots} codes. Of the ${near.length} nearest, ${both} are among the ${most.length} that share most codes.`,
      near,
    ),
  ];
}

const told = (same: number): string =>
  same === 0
    ? 'No other item has all of them'
    : `${counted(same, 'other item')} ${same === 1 ? 'has' : 'have'} all of them and cannot be told from it`;
