import { alikeOf, alikeWords, useOf, type Alike } from '../core/code_use.ts';
import { counted } from '../core/counted.ts';
import { Pacer } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import { countsBySlot, type Codes } from './codes.ts';
import type { Lens } from './lens.ts';
import type { Curves, Picture, Strip } from './picture.ts';

export const lens: Lens = {
  name: 'code_use',
  title: 'How the codes are used',
  says: 'Of the codes that there are in each slot, how many some item has, how evenly the items are spread over them, and how many items no code tells apart.',
  source: 'Entropy H = −Σ p ln p of the codes of a slot; Shannon 1948, section 6',
  reads: 'model',
  needs: 'codes',
  async look({ codes }, pace) {
    const pacer = new Pacer('look', pace);
    if (codes === null) return null;
    const counts = await pacer.through(countsBySlot(codes));
    return [...usage(codes, counts, alikeOf(codes.values, codes.slots)), byPlace(codes, counts)];
  },
};

function usage({ slots, size, values }: Codes, counts: readonly Uint32Array[], alike: Alike): readonly Picture[] {
  const items = values.length / slots;
  const use = counts.map(useOf);
  const used = use.reduce((sum, slot) => sum + slot.used, 0) / (slots * size);
  const entropies = Float32Array.from(use, ({ entropy }) => entropy);
  const least = entropies.indexOf(Math.min(...entropies));
  const [uneven, most] = [entropies[least], Math.log(size)];
  const strip = (
    title: string,
    sentence: string,
    numbers: Pick<Strip['numbers'], 'quantity' | 'unit' | 'values'>,
  ): Strip => ({
    ...{ kind: 'strip', title, sentence },
    numbers: {
      ...numbers,
      rows: { of: 'words', label: 'slot', words: counts.map((_, slot) => `slot ${slot + 1}`) },
      columns: { of: 'words', label: 'codes', words: [numbers.quantity] },
    },
  });
  return [
    strip(
      'Codes used',
      `Of the ${size} codes of a slot, ${counted(items, 'item')} use ${percent(used)} on average, and ${alikeWords(alike, items)}.`,
      { quantity: 'codes used', unit: 'share', values: Float32Array.from(use, (slot) => slot.used / size) },
    ),
    strip(
      'Entropy',
      `Slot ${least + 1} uses its codes least evenly: ${uneven.toFixed(2)} nats of at most ${most.toFixed(2)}, as even as ${Math.exp(uneven).toFixed(1)} codes used alike.`,
      { quantity: 'entropy in nats', unit: 'number', values: entropies },
    ),
  ];
}

/** Items of each code, the code with most of its slot first. */
function byPlace({ slots, size }: Codes, counts: readonly Uint32Array[]): Curves {
  const sorted = counts.map((of) => of.slice().sort().reverse());
  const values = new Float32Array(3 * size);
  for (let place = 0; place < size; place++) {
    const here = sorted.map((of) => of[place]);
    values.set([Math.max(...here), here.reduce((sum, count) => sum + count, 0) / slots, Math.min(...here)], 3 * place);
  }
  const largest = values[0];
  const slot = sorted.findIndex((of) => of[0] === largest);
  return {
    ...{ kind: 'curves', title: 'Items of each code', xLabel: 'place, the code with most items of its slot first' },
    sentence: `The code with most items, ${counted(largest, 'item')}, is in slot ${slot + 1}.`,
    x: Float32Array.from({ length: size }, (_, place) => place + 1),
    numbers: {
      ...{ quantity: 'items', unit: 'number', values },
      rows: { of: 'words', label: 'place', words: Array.from({ length: size }, (_, place) => `${place + 1}`) },
      columns: {
        of: 'words',
        label: 'over the slots',
        words: ['most of any slot', 'mean of all slots', 'least of any slot'],
      },
    },
  };
}
