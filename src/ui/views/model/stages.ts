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

/** Scopes of tables with a row for each item, code, position, gap or kind. */
const TABLES: readonly string[] = ['items', 'codes', 'positions', 'gaps', 'kinds', 'values'];

const isIn = (scope: string, name: string): boolean => name === scope || name.startsWith(`${scope}.`);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

function stageOf(key: string, { scope, title, says, settings }: StageWords, tensors: Tensors): Stage {
  const isTable = TABLES.includes(scope);
  return {
    ...{ key, title, settings },
    sentence: says,
    shapes: shapesOf(tensors),
    parameters: tensors.reduce((sum, { shape }) => sum + sizeOf(shape), 0),
    width: Math.max(...tensors.map(({ shape }) => (isTable ? (shape.at(-1) ?? 1) : (shape[0] ?? 1)))),
  };
}

/** "(2001, 64)", and "8 × (17, 32)" of so many that are alike. */
function shapesOf(tensors: Tensors): string[] {
  const counts = new Map<string, number>();
  for (const { shape } of tensors) {
    const words = `(${shape.join(', ')})`;
    counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].map(([words, count]) => (count === 1 ? words : `${count} × ${words}`));
}

const BY_ITEMS =
  'The state is compared with the embedding of every item, the same table as at the top; the closest are recommended.';
const BY_BOTH =
  'One guess is compared with the embedding of every item, the other with the sum of the embeddings of its codes, the same tables as at the top. Both count as the gate says; the highest are recommended.';
const byCodes = (tied: boolean): string =>
  `What each head guesses is compared with the embeddings of its codes${tied ? ', the same tables as at the top' : ''}. The score of an item is the sum over its codes; the highest are recommended.`;

function scoring(tensors: Tensors, loss: string): StageGroup {
  const items = tensors.filter(({ name }) => name === 'items');
  const own = tensors.filter(({ name }) => /^heads\.slot\d+$/.test(name)); // tables beside those that items are read with
  const codes = own.length > 0 ? own : tensors.filter(({ name }) => isIn('codes', name));
  const [table] = items.length > 0 ? items : codes;
  const [rows = 1, width = 1] = table?.shape ?? [];
  const both = items.length > 0 && codes.length > 0;
  const product = `${both ? '2 × ' : ''}(${width}) · (${rows}, ${width})ᵀ`;
  const sampled = loss !== 'cross-entropy';
  const stage: Stage = {
    key: 'scoring',
    title: 'Scoring',
    sentence: both ? BY_BOTH : items.length > 0 ? BY_ITEMS : byCodes(own.length === 0),
    shapes: [items.length > 0 ? product : `${codes.length} × ${product}`],
    parameters: 0,
    width,
    settings: sampled ? ['loss', 'negatives'] : ['loss'],
  };
  return { key: 'scoring', title: null, stages: [stage] };
}
