/** Which mixer solves which world: contenders, worlds, seeds, and what is expected of each cell before it is run. Plain data. */

import type { Value } from '../core/value.ts';

type Values = Readonly<Record<string, Value>>;

/** A model with its settings. Every setting that a result rests on is stated, so that another default does not change it unseen. */
export interface Contender {
  readonly name: string;
  readonly title: string;
  /** What moves information along a history in it. */
  readonly mixer: string;
  readonly model: string;
  readonly config: Values;
  readonly training: Values;
}

/** What is expected of a contender on a world, and why. */
export interface Expected {
  readonly solves: 'yes' | 'no' | 'open';
  readonly because: string;
  readonly source: string;
}

/** A world as a task: how much of a history is read and how long it is trained, the same for every contender. */
export interface Task {
  readonly world: string;
  readonly length: number;
  readonly training: Values;
  /** By the name of the contender. */
  readonly expected: Readonly<Record<string, Expected>>;
}

/** A world is solved by who reaches this share of what the oracle reaches on the same targets, NDCG@10, with every seed. */
export const SOLVED = 0.99;

export const seeds: readonly number[] = [1, 2, 3];

const training = {
  learningRate: 0.003,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  clip: 1,
  beta2: 0.98,
  loss: 'cross-entropy',
} as const satisfies Values;
const twoBlocks = { blocks: 2, heads: 2, width: 32, dropout: 0 } as const satisfies Values;

export const contenders: readonly Contender[] = [
  {
    name: 'attention',
    title: 'SASRec',
    mixer: 'causal attention',
    model: 'sasrec',
    config: { ...twoBlocks, positions: 'oldest' },
    training,
  },
  {
    name: 'stack',
    title: 'Hybrid stack',
    mixer: 'a selective state space, then causal attention',
    model: 'hybrid',
    config: {
      ...{ mixers: ['scan', 'attention'], heads: 2, states: 8, expansion: 2, start: 'standard', hidden: 64 },
      ...{ width: 32, dropout: 0 },
    },
    training,
  },
  {
    name: 'gates',
    title: 'GRU4Rec',
    mixer: 'gated recurrence',
    model: 'gru4rec',
    config: { layers: 1, hidden: 64, width: 32, dropout: 0 },
    training,
  },
  {
    name: 'selection',
    title: 'Mamba4Rec',
    mixer: 'selective state space',
    model: 'mamba4rec',
    config: { blocks: 2, states: 8, expansion: 2, start: 'standard', width: 32, dropout: 0 },
    training,
  },
  {
    name: 'pointwise',
    title: 'HSTU',
    mixer: 'causal attention that adds up instead of sharing out',
    model: 'hstu',
    config: { ...twoBlocks, positions: 'oldest', timeBias: 'none', divided: 'window' },
    training,
  },
  {
    name: 'fixed',
    title: 'S4D',
    mixer: 'a state space that is the same whatever it reads',
    model: 's4d',
    config: { blocks: 2, modes: 16, spectrum: 'legs', discretisation: 'hold', width: 32, dropout: 0 },
    training,
  },
  {
    name: 'duality',
    title: 'Mamba-2',
    mixer: 'selective state spaces whose heads forget at one pace each',
    model: 'mamba2',
    config: { blocks: 2, states: 32, expansion: 2, headChannels: 16, width: 32, dropout: 0 },
    training,
  },
];

const GU_DAO = 'Gu & Dao 2023, arXiv:2312.00752';
const VASWANI = 'Vaswani et al. 2017, arXiv:1706.03762';
const PASCANU = 'Pascanu, Mikolov & Bengio 2013, arXiv:1211.5063';
const LIEBER = 'Lieber et al. 2024, arXiv:2403.19887';
const OLSSON = 'Olsson et al. 2022, arXiv:2209.11895';
const ZHAI = 'Zhai et al. 2024, arXiv:2402.17152';
const GU = 'Gu, Goel, Gupta & Ré 2022, arXiv:2206.11893';
const DAO_GU = 'Dao & Gu 2024, arXiv:2405.21060';
const TRIAL = 'a trial in PyTorch of the same process, larger';

export const tasks: readonly Task[] = [
  {
    world: 'selective-copying',
    length: 64,
    training: { batch: 32, epochs: 40, validateEvery: 4, patience: 4 },
    expected: {
      attention: {
        solves: 'yes',
        because: 'All of the round lies in its window, and two layers find what followed the last kept item before.',
        source: `${OLSSON}, induction heads`,
      },
      stack: {
        solves: 'yes',
        because: 'Either of its two ways could do it alone: the scan keeps what counts, the attention finds it again.',
        source: `${LIEBER}, section 6.2: attention layers bring the recall that pure Mamba lacks`,
      },
      gates: {
        solves: 'open',
        because: 'Its gates depend on the item, as this asks; three items and their order must fit one state.',
        source: `${GU_DAO}, section 3.2: gates of recurrent networks are the one-dimensional case of selection`,
      },
      selection: {
        solves: 'yes',
        because:
          'Steps that depend on the item keep what counts and skip what passes; a fixed system does not solve it.',
        source: `${GU_DAO}, section 4.1.1 and table 1`,
      },
      pointwise: {
        solves: 'open',
        because: 'It sees all of the round as attention does, and what is seen of others takes no share away.',
        source: `${ZHAI}, section 3.2`,
      },
      fixed: {
        solves: 'no',
        because: 'It writes every item alike, so that what passes by lies over what is to be kept.',
        source: `${GU_DAO}, section 4.1.1; here three runs of an earlier recipe came to 0.76, 0.82 and 0.96`,
      },
      duality: {
        solves: 'yes',
        because: 'Its steps depend on the item too; here two runs of an earlier recipe came to 0.999 and 0.975.',
        source: `${DAO_GU}, section 9.1`,
      },
    },
  },
  {
    world: 'far-memory',
    length: 512,
    training: { batch: 16, epochs: 40, validateEvery: 4, patience: 4 },
    expected: {
      attention: {
        solves: 'yes',
        because: 'The beginning is as near as the last item, as long as the window holds it.',
        source: `${VASWANI}, table 1: the longest path is of one step`,
      },
      stack: {
        solves: 'yes',
        because: 'The beginning lies in the window of its attention, as for attention alone; the scan tells it places.',
        source: `${VASWANI}, table 1: the longest path is of one step`,
      },
      gates: {
        solves: 'no',
        because: 'Gradients fade over some five hundred steps, and eight words must outlast them.',
        source: PASCANU,
      },
      selection: {
        solves: 'open',
        because:
          'A step near 0 keeps a state for as long as it takes; whether it learns to in this time is to be seen.',
        source: `${GU_DAO}, section 3.5.2`,
      },
      pointwise: {
        solves: 'open',
        because: 'The beginning is as near as the last item, but a single one counts for a window’s part of the sum.',
        source: `${ZHAI}, section 3.2`,
      },
      fixed: {
        solves: 'open',
        because:
          'It begins as one that keeps a history in polynomials; eight words far behind are much for 32 channels.',
        source: `${GU}, section 4`,
      },
      duality: {
        solves: 'open',
        because: 'A step near 0 keeps a state for as long as it takes, of a whole head at once.',
        source: `${DAO_GU}, section 2`,
      },
    },
  },
  {
    world: 'threads',
    length: 30,
    training: { batch: 32, epochs: 60, validateEvery: 5, patience: 4 },
    expected: {
      attention: {
        solves: 'open',
        because: 'It sees every thread, and must find the last item of each: the trial came to half of the oracle.',
        source: TRIAL,
      },
      stack: {
        solves: 'open',
        because: 'The scan may hold where each thread is, and the attention look it up.',
        source: LIEBER,
      },
      gates: {
        solves: 'yes',
        because: 'One state holds where each thread is, and an item moves its own thread on; best of the trial.',
        source: TRIAL,
      },
      selection: {
        solves: 'open',
        because: 'It can overwrite one thread and keep the others; the trial put it between the two.',
        source: TRIAL,
      },
      pointwise: {
        solves: 'open',
        because: 'It sees every thread as attention does, and must find the last item of each.',
        source: `${ZHAI}, section 3.2`,
      },
      fixed: {
        solves: 'no',
        because: 'What it keeps of a thread fades by time and not by the next item of that thread.',
        source: `${GU_DAO}, section 3.1: a system that is the same at every place cannot choose`,
      },
      duality: {
        solves: 'open',
        because: 'It can overwrite one thread and keep the others, as Mamba4Rec, by one pace a head.',
        source: `${DAO_GU}, section 2`,
      },
    },
  },
];

/** What is trained for a cell. */
export const recipeOf = (task: Task, contender: Contender): { model: string; config: Values; training: Values } => ({
  model: contender.model,
  config: { ...contender.config, length: task.length },
  training: { ...contender.training, ...task.training },
});
