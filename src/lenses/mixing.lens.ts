import { Pacer } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import { positionWords, spreadWords } from './attention_words.ts';
import type { Lens } from './lens.ts';
import { mixings } from './mixing/catalogue.ts';
import type { Mixing, Operators } from './mixing/mixing.ts';
import { sharesOf } from './mixing/shares.ts';
import { mark, type Side, type Square } from './picture.ts';

export const lens: Lens = {
  name: 'mixing',
  title: 'Influence of every past item',
  says: 'Each row is a position of the history: how much of what moves it in a block comes from which item, for any way to mix positions, so that models can be laid side by side. The mean size over all channels, each row over its sum.',
  source:
    'The operator of a mixer with its gates held: Ali, Zimerman & Wolf 2024, arXiv:2403.01590, section 3, for selective scans; "How Many Heads Make an SSM?" for all',
  reads: 'history',
  needs: mixings.map(({ kernel }) => kernel),
  async look(probe, pace) {
    const pacer = new Pacer('look', pace);
    const seen = await probe.observe(
      mixings.flatMap(({ wanted }) => wanted),
      pace,
    );
    const positions: Side = { of: 'history', items: [...probe.read] };
    const pictures: Square[] = [];
    for (const [at, { kernel, place: title }] of seen.entries()) {
      const mixing = mixings.find((known) => kernel.startsWith(known.kernel));
      if (mixing === undefined) continue;
      const operators = mixing.operators(seen, at);
      const values = await pacer.through(sharesOf(operators));
      const sentence = sentenceOf(title, mixing, operators, values, probe.read, probe.history.length);
      pictures.push({
        ...{ kind: 'square', title, sentence, sees: operators.sees, joined: 'from' },
        numbers: { quantity: 'influence', unit: 'share', rows: positions, columns: positions, values },
      });
    }
    return pictures.length === 0 ? null : pictures;
  },
};

function sentenceOf(
  title: string,
  { held }: Mixing,
  { time }: Operators,
  values: Float32Array,
  read: Uint32Array,
  items: number,
): string {
  const last = values.subarray((time - 1) * time);
  const most = last.indexOf(Math.max(...last));
  const where = `${positionWords(most, items)}, ${mark(read[most])}`;
  return `When the next item is asked for, ${percent(last[most])} of what moves the state in ${title.toLowerCase()} comes from ${where}${spreadWords(last, most, items)}. ${held}`;
}
