import { percent } from '../core/percent.ts';
import { ATTENTION, lastLook } from './attention_weights.ts';
import { positionWords } from './attention_words.ts';
import type { Lens } from './lens.ts';
import { mark } from './picture.ts';

export const lens: Lens = {
  name: 'last_look',
  title: 'Where the last position looks',
  says: 'When the next item is asked for, how the weight of all heads together is spread over the history. It says where the model looks, not what moves its answer.',
  source: 'The mean of the last rows of attention; that it need not explain: Jain & Wallace 2019, arXiv:1902.10186',
  reads: 'history',
  needs: [ATTENTION.kernel],
  async look(probe, pace) {
    const looked = await lastLook(probe, pace);
    if (looked === null) return null;
    const most = looked.indexOf(Math.max(...looked));
    const where = `${positionWords(most, probe.history.length)}, ${mark(probe.read[most])}`;
    return [
      {
        kind: 'strip',
        title: 'All heads together',
        sentence: `When the next item is asked for, the heads together put ${percent(looked[most])} of their weight on ${where}.`,
        numbers: {
          ...{ quantity: 'weight', unit: 'share' },
          rows: { of: 'history', items: [...probe.read] },
          columns: { of: 'words', label: 'heads', words: ['weight'] },
          values: Float32Array.from(looked),
        },
      },
    ];
  },
};
