import { percent } from '../core/percent.ts';
import { Pacer } from '../core/pace.ts';
import type { Observed, Wanted } from '../recommend/reader.ts';
import type { Lens } from './lens.ts';
import { mark, type Picture, type Side } from './picture.ts';

const GRU: Wanted = { kernel: 'gru.', tensors: ['cell'] };

export const lens: Lens = {
  name: 'gates',
  title: 'Gates of every item',
  says: 'What the gates of a recurrent layer let through at each item: the update gate is the share of the state that is kept, the reset gate the share of it that the new candidate looks at.',
  source: 'h_t = (1 − z_t) ⊙ n_t + z_t ⊙ h_{t−1}; Cho et al. 2014, arXiv:1406.1078, section 2.3',
  reads: 'history',
  needs: [GRU.kernel],
  async look(probe, pace) {
    const layers = await probe.observe([GRU], pace);
    if (layers.length === 0) return null;
    const pacer = new Pacer('look', pace);
    const positions: Side = { of: 'history', items: [...probe.read] };
    const pictures: Picture[] = [];
    for (const observed of layers) {
      for (const gate of GATES) {
        const opened = await pacer.through(gateOf(observed, gate.part));
        pictures.push(...picturesOf(observed.place, gate, opened, probe.read, positions));
      }
    }
    return pictures;
  },
};

/** Where each stands among the four that a unit keeps of a position, and what it says. */
const GATES = [
  {
    ...{ name: 'update', part: 1 },
    least: (layer: string, item: string, share: string) =>
      `At ${item} ${layer} changes most: ${share} of its state is kept`,
    longest: (unit: string, share: string) => `${unit} keeps its state longest: ${share} of it at each item on average`,
  },
  {
    ...{ name: 'reset', part: 0 },
    least: (layer: string, item: string, share: string) =>
      `At ${item} the candidate of ${layer} looks least at the state before: at ${share} of it`,
    longest: (unit: string, share: string) => `${unit} looks most at the state before: at ${share} of it on average`,
  },
] as const;

interface Opened {
  /** (units, T) */
  readonly all: Float32Array;
  /** (T) means over units. */
  readonly byItem: Float32Array;
  /** Means over items. */
  readonly byUnit: Float32Array;
}

function* gateOf({ params: { time, hidden }, tensors: { cell } }: Observed, part: number): Generator<void, Opened> {
  const all = new Float32Array(hidden * time);
  const [byItem, byUnit] = [new Float64Array(time), new Float64Array(hidden)];
  for (let t = 0; t < time; t++) {
    for (let unit = 0; unit < hidden; unit++) {
      const share = cell[(t * 4 + part) * hidden + unit];
      all[unit * time + t] = share;
      byItem[t] += share / hidden;
      byUnit[unit] += share / time;
    }
    yield;
  }
  return { all, byItem: Float32Array.from(byItem), byUnit: Float32Array.from(byUnit) };
}

function picturesOf(
  layer: string,
  { name, least, longest }: (typeof GATES)[number],
  { all, byItem, byUnit }: Opened,
  read: Uint32Array,
  positions: Side,
): readonly Picture[] {
  const low = byItem.indexOf(Math.min(...byItem));
  const high = byUnit.indexOf(Math.max(...byUnit));
  const quantity = `${name} gate`;
  return [
    {
      ...{ kind: 'strip', title: `${layer}, ${name}` },
      sentence: `${least(layer.toLowerCase(), mark(read[low]), percent(byItem[low]))}, the mean over ${byUnit.length} units.`,
      numbers: {
        ...{ quantity, unit: 'share', rows: positions, values: byItem },
        columns: { of: 'words', label: layer.toLowerCase(), words: [quantity] },
      },
    },
    {
      ...{ kind: 'grid', title: `${layer}, ${name} of every unit`, parts: null },
      sentence: `${longest(`Unit ${high + 1} of ${layer.toLowerCase()}`, percent(byUnit[high]))}.`,
      numbers: {
        ...{ quantity, unit: 'share', columns: positions, values: all },
        rows: { of: 'words', label: 'unit', words: Array.from(byUnit, (_, unit) => `unit ${unit + 1}`) },
      },
    },
  ];
}
