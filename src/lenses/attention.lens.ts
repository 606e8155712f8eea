import { Pacer } from '../core/pace.ts';
import { summariesOf } from './attention_summaries.ts';
import { ATTENTION, attentionMaps } from './attention_weights.ts';
import { whatIsSeen } from './attention_words.ts';
import type { Lens } from './lens.ts';
import type { Side, Square } from './picture.ts';

export const lens: Lens = {
  name: 'attention',
  title: 'Attention of every head',
  says: 'Each row is a position of the history: after its item, how the weight of a head is spread over the items that it sees.',
  source:
    'Vaswani et al. 2017, arXiv:1706.03762, equation 1; the rollout is Abnar & Zuidema 2020, arXiv:2005.00928, section 3',
  reads: 'history',
  needs: [ATTENTION.kernel],
  async look(probe, pace) {
    const maps = await attentionMaps(probe, pace);
    if (maps.length === 0) return null;
    const positions: Side = { of: 'history', items: [...probe.read] };
    const summaries = await new Pacer('look', pace).through(summariesOf(maps));
    return summaries.map((attention): Square => ({
      kind: 'square',
      title: attention.title,
      sentence: whatIsSeen(attention, probe.read, probe.history.length),
      sees: maps[0].sees,
      joined: 'on',
      numbers: {
        ...{ quantity: 'weight', unit: 'share', rows: positions, columns: positions },
        values: attention.weights,
      },
    }));
  },
};
