import type { Lens } from './lens.ts';
import { mark } from './picture.ts';
import { nearest } from './vectors.ts';

const COUNT = 10;

export const lens: Lens = {
  name: 'nearest',
  title: 'Items most like one',
  says: 'The items whose vectors point most nearly the same way as that of one, the last of a history: a cosine of 1 is the same direction.',
  source: 'Cosine of the vectors by which the model scores items',
  reads: 'item',
  needs: null,
  async look({ history, vectors }, pace) {
    const item = history[history.length - 1];
    const near = await nearest(vectors, item, COUNT, pace);
    if (near.length === 0) return null;
    const [{ item: closest, cosine }] = near;
    return [
      {
        kind: 'strip',
        title: 'By the cosine',
        sentence: `Most like ${mark(item)} is ${mark(closest)}, with a cosine of ${cosine.toFixed(2)}.`,
        numbers: {
          ...{ quantity: 'cosine', unit: 'number' },
          rows: { of: 'items', items: near.map((other) => other.item) },
          columns: { of: 'words', label: 'with the last item', words: ['cosine'] },
          values: Float32Array.from(near, (other) => other.cosine),
        },
      },
    ];
  },
};
