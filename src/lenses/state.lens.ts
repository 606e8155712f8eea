import { Pacer } from '../core/pace.ts';
import { percent } from '../core/percent.ts';
import type { Observed } from '../recommend/reader.ts';
import type { Lens } from './lens.ts';
import { mark, type Picture, type Side, type Strip, type Table } from './picture.ts';
import { SCAN } from './scan_states.ts';
import { summaryOf, type ScanSummary } from './scan_summary.ts';

export const lens: Lens = {
  name: 'state',
  title: 'What a scan remembers',
  says: 'The states of a selective scan after each item of the history, how large a step each item makes, how much of the state is kept then, what is written, and how long that stays. Numbers of a block are over all of its channels.',
  source: 'h_t = e^(−Δ_t·A) ⊙ h_{t−1} + Δ_t u_t B_t; Gu & Dao 2023, arXiv:2312.00752, eqs. 1–4',
  reads: 'history',
  needs: [SCAN.kernel],
  async look(probe, pace) {
    const scans = await probe.observe([SCAN], pace);
    if (scans.length === 0) return null;
    const pacer = new Pacer('look', pace);
    const positions: Side = { of: 'history', items: [...probe.read] };
    const pictures: Picture[] = [];
    for (const observed of scans) {
      const summary = await pacer.through(summaryOf(observed));
      pictures.push(...picturesOf(observed, summary, probe.read, positions));
    }
    return pictures;
  },
};

function picturesOf(
  { place: block, params: { channels, states } }: Observed,
  { sizes, all, steps, kept, written, left, halfLives }: ScanSummary,
  read: Uint32Array,
  positions: Side,
): readonly Picture[] {
  const here = block.toLowerCase();
  const numbered: Side = {
    ...{ of: 'words', label: 'state' },
    words: Array.from({ length: states }, (_, n) => `state ${n + 1}`),
  };
  const strip = (what: string, sentence: string, numbers: Omit<Table, 'columns'>): Strip => ({
    ...{ kind: 'strip', title: `${block}, ${what}`, sentence },
    numbers: { ...numbers, columns: { of: 'words', label: here, words: [numbers.quantity] } },
  });
  const fullest = largestOf(sizes.filter((_, at) => at % read.length === read.length - 1));
  const [widest, most, longest] = [largestOf(steps), largestOf(written), largestOf(halfLives)];
  return [
    {
      ...{ kind: 'grid', title: `${block}, state` },
      sentence: `After the last item, state ${fullest + 1} of the ${states} in ${here} holds most: the root of its mean square over ${channels} channels.`,
      numbers: { quantity: 'size', unit: 'number', rows: numbered, columns: positions, values: sizes },
      parts: { label: 'channel', quantity: 'value', count: channels, values: all },
    },
    strip(
      'step',
      `The largest step in ${here} is at ${mark(read[widest])}: ${steps[widest].toPrecision(2)}, the mean over ${channels} channels. A larger one forgets more and writes more.`,
      { quantity: 'step', unit: 'number', rows: positions, values: steps },
    ),
    strip('written', `Of all items, ${mark(read[most])} writes most into the state of ${here}.`, {
      ...{ quantity: 'size of what is written', unit: 'number', rows: positions, values: written },
    }),
    strip('kept', keptSentence(here, kept, read), {
      ...{ quantity: 'kept of the state before', unit: 'share', rows: positions, values: kept },
    }),
    strip('left at the end', leftSentence(here, left), {
      ...{ quantity: 'left of what was written', unit: 'share', rows: positions, values: left },
    }),
    strip(
      'half-life',
      `State ${longest + 1} of ${here} forgets slowest: at the steps of this history half of it is gone after ${itemsWords(halfLives[longest])}, the median over channels.`,
      { quantity: 'half-life in items', unit: 'number', rows: numbered, values: halfLives },
    ),
  ];
}

const largestOf = (values: Float32Array): number => values.indexOf(Math.max(...values));

function keptSentence(here: string, kept: Float32Array, read: Uint32Array): string {
  if (kept.length < 2) return `With one item there is nothing in ${here} yet that it could keep.`;
  const least = 1 + kept.subarray(1).indexOf(Math.min(...kept.subarray(1)));
  return `The state of ${here} is forgotten most at ${mark(read[least])}: ${percent(kept[least])} of it is kept. Before the first item there is none.`;
}

function leftSentence(here: string, left: Float32Array): string {
  const back = left.length - 1 - left.findLastIndex((share) => share <= 0.5);
  return back === left.length
    ? `More than half of what each item of this history wrote in ${here} is still there at its end.`
    : `Half of what an item wrote in ${here} is gone ${itemsWords(back)} later, seen from the end of this history.`;
}

const itemsWords = (count: number): string =>
  count === 1 ? '1 item' : `${count < 10 ? Number(count.toFixed(1)) : Math.round(count).toLocaleString('en')} items`;
