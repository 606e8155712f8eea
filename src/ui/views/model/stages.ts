import type { Estimate, StageWords } from '../../../worker/contract.ts';

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

type Tensors = Estimate['tensors'];

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);

/**
 * The boxes of a model in the order of its forward pass. Parameters of which the model says nothing stand under their own
 * names behind them; scoring has none of its own.
 *
 * @param parts  what the model says of its parts
 */
export function stagesOf(
  { tensors, recipe }: Pick<Estimate, 'tensors' | 'recipe'>,
  parts: readonly StageWords[],
): StageGroup[] {
  const groups = inTurn(parts).flatMap((run) => groupsOf(run, tensors));
  const scopes = groups.flatMap(({ stages }) => stages.map(({ key }) => key));
  const unknown = tensors.filter(({ name }) => !scopes.some((scope) => isIn(scope, name)));
  const foreign = new Set(unknown.map(({ name }) => name.split('.', 1)[0]));
  const others = [...foreign].flatMap((scope) => groupsOf([{ scope, title: scope, says: '', settings: [] }], tensors));
  return [...groups, ...others, scoring(tensors, recipe.training.loss)];
}

/** What repeats together: `block` of `block#.mlp`; null for what stands once. */
const repeated = ({ scope }: StageWords): string | null =>
  scope.includes('#') ? scope.slice(0, scope.indexOf('#')) : null;

/** Parts that follow one another and repeat together. */
function inTurn(parts: readonly StageWords[]): StageWords[][] {
  const runs: StageWords[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    if (last !== undefined && repeated(part) !== null && repeated(last[0]) === repeated(part)) last.push(part);
    else runs.push([part]);
  }
  return runs;
}

/** The group of a part that stands once, or a group for each repetition of parts. */
function groupsOf(run: readonly StageWords[], tensors: Tensors): StageGroup[] {
  const prefix = repeated(run[0]);
  const stagesIn = (group: string): Stage[] =>
    run.flatMap((words) => {
      const key = prefix === null ? words.scope : words.scope.replace(`${prefix}#`, group);
      const own = tensors.filter(({ name }) => isIn(key, name));
      return own.length === 0 ? [] : [stageOf(key, words, own)];
    });
  if (prefix === null) {
    const stages = stagesIn(run[0].scope); // none of a part that the settings leave out
    return stages.length === 0 ? [] : [{ key: run[0].scope, title: null, stages }];
  }
  const groups: StageGroup[] = [];
  for (let n = 0; tensors.some(({ name }) => isIn(`${prefix}${n}`, name)); n++) {
    groups.push({ key: `${prefix}${n}`, title: `${capital(prefix)} ${n + 1}`, stages: stagesIn(`${prefix}${n}`) });
  }
  return groups;
}

/** Scopes of one tensor with a row for each item, position, gap or kind. */
const TABLES: readonly string[] = ['items', 'positions', 'gaps', 'kinds'];

const isIn = (scope: string, name: string): boolean => name === scope || name.startsWith(`${scope}.`);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function stageOf(key: string, { scope, title, says, settings }: StageWords, tensors: Tensors): Stage {
  const isTable = TABLES.includes(scope);
  return {
    ...{ key, title, settings },
    sentence: says,
    shapes: tensors.map(({ shape }) => `(${shape.join(', ')})`),
    parameters: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    width: Math.max(...tensors.map(({ shape }) => (isTable ? (shape.at(-1) ?? 1) : (shape[0] ?? 1)))),
  };
}

function scoring(tensors: Tensors, loss: string): StageGroup {
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
