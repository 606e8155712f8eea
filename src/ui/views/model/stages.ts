import type { Estimate } from '../../../worker/contract.ts';

/** One box of the picture: a part of the model with its parameters. */
export interface Stage {
  readonly key: string;
  readonly title: string;
  /** What it does, for somebody who reads no papers. */
  readonly sentence: string;
  /** "(2001, 64)" of each of its tensors. */
  readonly shapes: readonly string[];
  readonly parameters: number;
  /** Numbers per position at its widest. */
  readonly width: number;
  /** Settings of the model and of the training that change it. */
  readonly settings: readonly string[];
}

/** Stages that repeat stand in one block. */
export interface StageGroup {
  readonly key: string;
  readonly title: string | null;
  readonly stages: readonly Stage[];
}

interface Kind {
  readonly title: string;
  readonly sentence: string;
  readonly settings: readonly string[];
}

const kinds: Readonly<Record<string, Kind>> = {
  items: {
    title: 'Item embeddings',
    sentence: 'A row of numbers for every item, learned: items that follow each other come to lie close.',
    settings: ['width'],
  },
  positions: {
    title: 'Positions',
    sentence: 'Tells the newest item from the one before it, up to the longest history that is read.',
    settings: ['length'],
  },
  norm1: { title: 'Norm', sentence: 'Brings the numbers to one scale, so that deep models train.', settings: [] },
  norm2: { title: 'Norm', sentence: 'Brings the numbers to one scale, so that deep models train.', settings: [] },
  attention: {
    title: 'Attention',
    sentence: 'Each position looks back at the items before it; each head with weights of its own.',
    settings: ['heads', 'blocks', 'dropout'],
  },
  mlp: {
    title: 'MLP',
    sentence: 'Thinks about each position alone, four times as wide inside.',
    settings: ['blocks', 'dropout'],
  },
  final: { title: 'Final norm', sentence: 'The state after the last item, brought to one scale.', settings: [] },
};

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/** The boxes of a model in the order of its forward pass, by the names of its parameters; scoring has none of its own. */
export function stagesOf({ tensors, recipe }: Pick<Estimate, 'tensors' | 'recipe'>): StageGroup[] {
  const groups = new Map<string, Map<string, Estimate['tensors'][number][]>>();
  for (const tensor of tensors) {
    const [group, stage] = placeOf(tensor.name);
    const stages = groups.get(group) ?? new Map<string, Estimate['tensors'][number][]>();
    stages.set(stage, [...(stages.get(stage) ?? []), tensor]);
    groups.set(group, stages);
  }
  const found = [...groups].map(([key, stages]): StageGroup => ({
    key,
    title: isBlock(key) ? `Block ${Number(key.slice('block'.length)) + 1}` : null,
    stages: [...stages].sort(([a], [b]) => rankOf(a) - rankOf(b)).map(([name, parts]) => stageOf(key, name, parts)),
  }));
  const ordered = found.sort((a, b) => orderOf(a.key) - orderOf(b.key));
  return [...ordered, scoring(tensors, recipe.training.loss)];
}

const isBlock = (name: string): boolean => /^block\d+$/.test(name);

/** "block0.mlp.up.weight" is part of the MLP of block0; "items" stands alone. */
function placeOf(name: string): [string, string] {
  const [first = name, second] = name.split('.');
  return isBlock(first) && second !== undefined ? [first, second] : [first, first];
}

/** Parameters are listed weights first; the forward pass goes embeddings, blocks, final norm. */
function orderOf(key: string): number {
  if (key === 'items') return 0;
  if (key === 'positions') return 1;
  return isBlock(key) ? 2 + Number(key.slice('block'.length)) : 1000;
}

const IN_BLOCK = ['norm1', 'attention', 'norm2', 'mlp'];
const rankOf = (stage: string): number => (IN_BLOCK.includes(stage) ? IN_BLOCK.indexOf(stage) : IN_BLOCK.length);

function stageOf(group: string, name: string, parts: readonly Estimate['tensors'][number][]): Stage {
  const kind = kinds[name] ?? { title: name, sentence: '', settings: [] };
  const isTable = name === 'items' || name === 'positions';
  return {
    ...kind,
    key: group === name ? name : `${group}.${name}`,
    shapes: parts.map(({ shape }) => `(${shape.join(', ')})`),
    parameters: parts.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    width: Math.max(...parts.map(({ shape }) => (isTable ? (shape.at(-1) ?? 1) : (shape[0] ?? 1)))),
  };
}

function scoring(tensors: Estimate['tensors'], loss: string): StageGroup {
  const [items = 1, width = 1] = tensors.find(({ name }) => name === 'items')?.shape ?? [];
  const sampled = loss !== 'cross-entropy';
  const stage: Stage = {
    key: 'scoring',
    title: 'Scoring',
    sentence:
      'The state is compared with the embedding of every item, the same table as at the top; the closest are recommended.',
    shapes: [`(${width}) · (${items}, ${width})ᵀ`],
    parameters: 0,
    width,
    settings: sampled ? ['loss', 'negatives'] : ['loss'],
  };
  return { key: 'scoring', title: null, stages: [stage] };
}
