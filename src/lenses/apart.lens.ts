import { shortestOf } from '../../shaders/hstu/hstu.reference.ts';
import { Pacer } from '../core/pace.ts';
import type { Observed } from '../recommend/reader.ts';
import { duration } from './duration.ts';
import type { Lens } from './lens.ts';
import type { Curves } from './picture.ts';

const KERNELS = ['hstu.'] as const;

export const lens: Lens = {
  name: 'apart',
  title: 'What lies between two items',
  says: 'What a block adds to the score of two items for how many places, and for how much time, they are apart: above 0 the earlier one counts for more, below 0 for less. Where the data has no such distance the curve stays near 0, where it began.',
  source: 'The biases of Zhai et al. 2024, arXiv:2402.17152, section 3, one table a block',
  reads: 'model',
  needs: KERNELS,
  async look(probe, pace) {
    const seen = await probe.observe([{ kernel: KERNELS[0], tensors: ['positions', 'times'] }], pace);
    if (seen.length === 0) return null;
    return new Pacer('look', pace).through(picturesOf(seen));
  },
};

function* picturesOf(seen: readonly Observed[]): Generator<void, Curves[]> {
  const tables = (name: string): Block[] =>
    seen.flatMap(({ place, tensors }) => (name in tensors ? [{ place, bias: tensors[name] }] : []));
  const pictures = [inPlaces(tables('positions'))];
  yield;
  const timed = tables('times').map(({ place, bias }) => ({ place, bias: bias.subarray(1), unknown: bias[0] }));
  if (timed.length > 0) pictures.push(inTime(timed));
  return pictures;
}

/** What one block adds, from near to far. */
interface Block {
  readonly place: string;
  readonly bias: Float64Array;
}

function inPlaces(blocks: readonly Block[]): Curves {
  const words = Array.from(blocks[0].bias, (_, places) => `${places}`);
  return {
    ...curves(blocks, 'places apart', words),
    title: 'By places',
    sentence: `${most(blocks, (places) => (places === 0 ? 'when it is the newest' : `${placesWord(places)} later`))}.`,
    x: Float32Array.from(words, Number),
    xLabel: 'places between two items',
  };
}

function inTime(blocks: readonly (Block & { readonly unknown: number })[]): Curves {
  const words = Array.from(blocks[0].bias, (_, bucket) => duration(shortestOf(bucket + 1)));
  const nobody = blocks.map(({ place, unknown }) => `${signed(unknown)} in ${place.toLowerCase()}`).join(', ');
  return {
    ...curves(blocks, 'at least', words),
    title: 'By time',
    sentence: `${most(blocks, (bucket) => `${words[bucket]} later`)}. Where nobody knows the time of one of the two it adds ${nobody}.`,
    x: Float32Array.from(words, (_, bucket) => Math.log10(Math.max(1, shortestOf(bucket + 1)))),
    xLabel: 'seconds between two items, as a power of 10',
  };
}

function curves(blocks: readonly Block[], label: string, words: readonly string[]): Pick<Curves, 'kind' | 'numbers'> {
  const values = Float32Array.from({ length: words.length * blocks.length }, (_, n) => {
    const [row, block] = [Math.floor(n / blocks.length), n % blocks.length];
    return blocks[block].bias[row];
  });
  return {
    kind: 'curves',
    numbers: {
      ...{ quantity: 'added to the score', unit: 'number', values },
      rows: { of: 'words', label, words },
      columns: { of: 'words', label: 'block', words: blocks.map(({ place }) => place) },
    },
  };
}

/** When an item counts most in each block. */
const most = (blocks: readonly Block[], when: (row: number) => string): string =>
  blocks
    .map(({ place, bias }) => {
      const highest = bias.reduce((best, value, row) => (value > bias[best] ? row : best), 0);
      return `${place} adds most to an item ${when(highest)}: ${signed(bias[highest])}`;
    })
    .join('; ');

const placesWord = (places: number): string => (places === 1 ? '1 place' : `${places} places`);

const signed = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(value).toFixed(2)}`;
