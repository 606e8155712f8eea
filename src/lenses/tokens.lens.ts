import { Pacer } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import type { Observed } from '../recommend/reader.ts';
import { itemsOf, tokenRow, tokensOf } from './attention_weights.ts';
import { positionWords } from './attention_words.ts';
import type { Lens } from './lens.ts';
import { mark, type Grid, type Side } from './picture.ts';

const ITEMS = { kernel: 'attention.items', tensors: ['qkv'] };

export const lens: Lens = {
  name: 'tokens',
  title: 'Where the last item looks, token by token',
  says: 'Of a model that reads an item as several tokens: when the next item is asked for, how the weight of the last one is spread over the tokens of every item. The mean over its own tokens.',
  source:
    'Vaswani et al. 2017, arXiv:1706.03762, equation 1; items of several tokens: Jiang et al. 2025, arXiv:2506.06270',
  reads: 'history',
  needs: [ITEMS.kernel],
  async look(probe, pace) {
    const blocks = await probe.observe([ITEMS], pace);
    if (blocks.length === 0) return null;
    const pacer = new Pacer('look', pace);
    const columns: Side = { of: 'history', items: [...probe.read] };
    const pictures: Grid[] = [];
    for (const observed of blocks) {
      const { place } = observed;
      const heads = await pacer.through(lastLooks(observed));
      const values = mean(heads);
      const most = values.indexOf(Math.max(...values));
      const [token, item] = [Math.floor(most / columns.items.length), most % columns.items.length];
      const where = `token ${token + 1} of ${positionWords(item, probe.history.length)}, ${mark(probe.read[item])}`;
      pictures.push({
        ...{ kind: 'grid', title: place },
        sentence: `When the next item is asked for, ${place.toLowerCase()} puts ${percent(values[most])} of its weight on ${where}.`,
        parts: heads.length === 1 ? null : { ...{ label: 'head', quantity: 'weight' }, ...joined(heads) },
        numbers: {
          ...{ quantity: 'weight', unit: 'share', columns, values },
          rows: {
            of: 'words',
            label: 'token',
            words: Array.from({ length: tokensOf(observed) }, (_, t) => `token ${t + 1}`),
          },
        },
      });
    }
    return pictures;
  },
};

/** Of each head how the tokens of the last item spread over (tokens, items), their mean. */
function* lastLooks(observed: Observed): Generator<void, Float32Array[]> {
  const [tokens, items] = [tokensOf(observed), itemsOf(observed)];
  const looks: Float32Array[] = [];
  for (let head = 0; head < observed.params.heads; head++) {
    const look = new Float32Array(tokens * items);
    for (let query = (items - 1) * tokens; query < items * tokens; query++) {
      for (const [key, weight] of tokenRow(observed, head, query).entries()) {
        look[(key % tokens) * items + Math.floor(key / tokens)] += weight / tokens;
      }
      yield;
    }
    looks.push(look);
  }
  return looks;
}

const mean = (all: readonly Float32Array[]): Float32Array =>
  all[0].map((_, i) => all.reduce((sum, values) => sum + values[i], 0) / all.length);

function joined(all: readonly Float32Array[]): { readonly count: number; readonly values: Float32Array } {
  const values = new Float32Array(all.length * all[0].length);
  all.forEach((each, i) => values.set(each, i * each.length));
  return { count: all.length, values };
}
