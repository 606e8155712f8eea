import { Pacer } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import type { Wanted } from '../recommend/reader.ts';
import type { Lens } from './lens.ts';
import { mark, type Picture } from './picture.ts';

const MIX: Wanted = { kernel: 'mix.', tensors: ['z'] };

export const lens: Lens = {
  name: 'branches',
  title: 'A row of its own, or shared codes',
  says: 'How much the guess by rows of the items counts after each item, as the gate of a model with two branches has it; the guess by codes, which items share, counts for the rest.',
  source: 'score = g_t ⟨u, E⟩ + (1 − g_t) ⟨q, K⟩, g_t = σ(z_t); Jacobs et al. 1991, Neural Computation 3, section 2',
  reads: 'history',
  needs: [MIX.kernel],
  async look(probe, pace) {
    const launches = await probe.observe([MIX], pace);
    if (launches.length === 0) return null;
    const pacer = new Pacer('look', pace);
    const pictures: Picture[] = [];
    for (const [n, { tensors }] of launches.entries()) {
      await pacer.rest((n + 1) / (launches.length + 1));
      const shares = Float32Array.from(tensors.z, (z) => 1 / (1 + Math.exp(-z)));
      pictures.push(pictureOf(shares, probe.read, launches.length > 1 ? `, gate ${n + 1}` : ''));
    }
    return pictures;
  },
};

function pictureOf(shares: Float32Array, read: Uint32Array, which: string): Picture {
  const [least, most] = [Math.min(...shares), Math.max(...shares)];
  const at = (share: number): string => mark(read[shares.indexOf(share)]);
  const last = `After the last item the guess by rows counts for ${percent(shares[shares.length - 1])} of the score`;
  const range =
    percent(least) === percent(most)
      ? ', as after any other'
      : `; for most after ${at(most)} (${percent(most)}), for least after ${at(least)} (${percent(least)})`;
  return {
    ...{ kind: 'strip', title: `The guess by rows${which}` },
    sentence: `${last}${range}.`,
    numbers: {
      ...{ quantity: 'share of the guess by rows', unit: 'share', values: shares },
      rows: { of: 'history', items: [...read] },
      columns: { of: 'words', label: 'branch', words: ['rows'] },
    },
  };
}
