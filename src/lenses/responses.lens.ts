import { Pacer } from '../core/pace.ts';
import type { Observed } from '../recommend/reader.ts';
import type { Lens } from './lens.ts';
import type { Picture, Side, Strip } from './picture.ts';
import { LONGEST, SYSTEM, systemSummaryOf, type SystemSummary } from './system.ts';

/** Items that an answer is followed over. */
const LENGTH = 64;
/** Channels that are drawn, those that answer most. */
const DRAWN = 4;

export const lens: Lens = {
  name: 'responses',
  title: 'What a fixed system answers',
  says: 'A diagonal state space answers every item alike: what a channel says of one so many items later, how soon half of each state is gone, and how soon it has turned once. It is the same whatever the history, and drawn again as a run learns.',
  source: 'K_l = Re Σ_n W_n Ā_nˡ; Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893',
  reads: 'model',
  needs: [SYSTEM.kernel],
  async look(probe, pace) {
    const systems = await probe.observe([SYSTEM], pace);
    if (systems.length === 0) return null;
    const pacer = new Pacer('look', pace);
    const pictures: Picture[] = [];
    for (const observed of systems) {
      pictures.push(...picturesOf(observed, await pacer.through(systemSummaryOf(observed, LENGTH))));
    }
    return pictures;
  },
};

function picturesOf(
  { place: block, params: { channels, states } }: Observed,
  { answers, sizes, halfLives, periods }: SystemSummary,
): readonly Picture[] {
  const here = block.toLowerCase();
  const loud = loudest(answers, channels);
  const drawn = [sizes, ...loud.map((c) => answers.subarray(c * LENGTH, (c + 1) * LENGTH))];
  const lags = Array.from({ length: LENGTH }, (_, lag) => lag);
  const numbered: Side = {
    ...{ of: 'words', label: 'state' },
    words: Array.from({ length: states }, (_, n) => `state ${n + 1}`),
  };
  const strip = (what: string, sentence: string, quantity: string, values: Float32Array): Strip => ({
    ...{ kind: 'strip', title: `${block}, ${what}`, sentence },
    numbers: {
      ...{ quantity, unit: 'number', rows: numbered, values },
      columns: { of: 'words', label: here, words: [quantity] },
    },
  });
  const slowest = halfLives.indexOf(Math.max(...halfLives));
  const pictures: Picture[] = [
    {
      ...{ kind: 'curves', title: `${block}, answers`, sentence: reachSentence(here, sizes) },
      ...{ x: Float32Array.from(lags), xLabel: 'items since it was read' },
      numbers: {
        ...{ quantity: 'answer', unit: 'number' },
        rows: { of: 'words', label: 'items later', words: lags.map(String) },
        columns: {
          ...{ of: 'words', label: here },
          words: ['mean size', ...loud.map((channel) => `channel ${channel + 1}`)],
        },
        values: Float32Array.from(lags.flatMap((lag) => drawn.map((curve) => curve[lag]))),
      },
    },
    strip(
      'half-life',
      `State ${slowest + 1} of ${here} fades slowest: half of it is gone after ${itemsWords(halfLives[slowest])}, the median over ${channels} channels.`,
      'half-life in items',
      halfLives,
    ),
  ];
  if (periods !== null) {
    const fastest = periods.indexOf(Math.min(...periods));
    pictures.push(
      strip(
        'turns',
        `State ${fastest + 1} of ${here} turns fastest: once in ${itemsWords(periods[fastest])}, the median over ${channels} channels. Faster than once in 2 items it would look slower.`,
        'items for a turn',
        periods,
      ),
    );
  }
  return pictures;
}

/** The channels whose answers are largest in sum, those first. */
function loudest(answers: Float64Array, channels: number): readonly number[] {
  const size = (channel: number): number =>
    answers.subarray(channel * LENGTH, (channel + 1) * LENGTH).reduce((sum, value) => sum + Math.abs(value), 0);
  const sizes = Array.from({ length: channels }, (_, channel) => size(channel));
  return [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || a - b).slice(0, DRAWN);
}

function reachSentence(here: string, sizes: Float64Array): string {
  const all = sizes.reduce((sum, size) => sum + size, 0);
  if (all === 0) return `The channels of ${here} answer nothing.`;
  let [sum, reach] = [0, 0];
  while (sum < all / 2) sum += sizes[reach++];
  return `Half of what the channels of ${here} answer over ${LENGTH} items comes from the last ${itemsWords(reach)}, in mean size.`;
}

const itemsWords = (count: number): string => {
  if (count >= LONGEST) return `${LONGEST.toLocaleString('en')} items or more`;
  return count === 1
    ? '1 item'
    : `${count < 10 ? Number(count.toFixed(1)) : Math.round(count).toLocaleString('en')} items`;
};
