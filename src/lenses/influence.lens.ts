import type { Lens } from './lens.ts';
import { mark } from './picture.ts';

export const lens: Lens = {
  name: 'influence',
  title: 'What speaks for the first recommendation',
  says: 'How much the score of the item that is recommended first loses when one item of the history is left out. Below 0 the item speaks against it.',
  source: 'Leave one out; Li, Monroe & Jurafsky 2016, arXiv:1612.08220, erase parts of an input likewise',
  reads: 'history',
  needs: null,
  async look(probe, pace) {
    const item = await probe.next(pace);
    const { changes } = await probe.leaveOneOut(item, pace);
    return [
      {
        kind: 'strip',
        title: 'Leave one out',
        sentence: sentenceOf(item, probe.history, changes),
        numbers: {
          ...{ quantity: 'change of the score', unit: 'number' },
          rows: { of: 'history', items: [...probe.history] },
          columns: { of: 'words', label: 'of the item recommended first', words: ['change of the score'] },
          values: Float32Array.from(changes),
        },
      },
    ];
  },
};

function sentenceOf(item: number, history: Uint32Array, changes: Float64Array): string {
  const first = `The model recommends ${mark(item)} first`;
  const most = changes.indexOf(Math.max(...changes));
  if (changes.length < 2) return `${first}; with one item in the history there is nothing to compare it with.`;
  if (!(changes[most] > 0)) return `${first}, and no item of the history speaks for it.`;
  return `${first}; ${mark(history[most])} speaks for it most: without it the score is ${changes[most].toFixed(2)} lower.`;
}
