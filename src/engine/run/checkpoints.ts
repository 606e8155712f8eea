import { counted } from '../../core/counted.ts';
import * as v from 'valibot';
import { canonicalJson, isJsonObject, type JsonObject } from '../../snapshot/json.ts';
import { checkSameRun, type Checkpoint } from '../../snapshot/checkpoint.ts';
import { codesTensors, decodeCodes, encodeCodes } from '../../snapshot/codes.ts';
import { clear, load, save } from '../../snapshot/slots.ts';
import type { Outline } from '../../snapshot/pieces.ts';
import { f32, type Tensor } from '../../snapshot/tensor.ts';
import { decodeTitleCoder, encodeTitleCoder, isOfCoder } from '../../snapshot/title_coder.ts';
import { SettingsError } from '../../core/errors.ts';
import { show } from '../../core/shape.ts';
import { quote, refusal } from '../../snapshot/refusal.ts';
import { integer } from '../../snapshot/seal.ts';
import type { Position, RunState } from '../../train/run.ts';
import type { ActiveRun } from './active_run.ts';
import type { Recipe, ValidationPoint } from './messages.ts';
import type { Platform } from '../platform.ts';
import type { CodedItems } from './item_codes.ts';
import { checkedCoder } from './new_titles.ts';
import { curve, positive, recipe } from './recipe_schema.ts';
import { codesShapeOf, tokenizerOf } from './recipes.ts';
import type { Blueprint } from './workbench.ts';

const TENSORS = ['parameters', 'firstMoment', 'secondMoment', 'best'] as const;

/** Losses that a checkpoint holds, the last ones: 4 MiB, so that the longest run can be kept as well as a short one. */
export const MOST_LOSSES = 2 ** 20;

/** Of a loss that was no number, which a checkpoint may not hold; losses are never below 0. */
const NO_NUMBER = -1;

const FILE_NAMES = {
  parameters: 'parameters',
  firstMoment: 'first_moment',
  secondMoment: 'second_moment',
  best: 'best',
} as const;

/** A kept run as it comes back. */
export interface Kept {
  readonly recipe: Recipe;
  readonly checkpoint: Checkpoint;
}

/** The run that the browser (or a folder) keeps in two slots: an unfinished one, or the last that was over. */
export class Checkpoints {
  private readonly platform: Platform;

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Keeps what a run that is at work has come to. */
  async keep(state: RunState, run: ActiveRun): Promise<void> {
    const slots = await this.platform.slots();
    if (slots !== null) await save(slots, toCheckpoint(state, run));
  }

  /** The unfinished run; null where there is none or storage is not available. */
  async kept(): Promise<Kept | null> {
    const held = await this.held();
    return held === null || isOver(held) ? null : held;
  }

  /** The run that was over when it was kept, at its last step; null where there is none or storage is not available. */
  async over(): Promise<Kept | null> {
    const held = await this.held();
    return held !== null && isOver(held) ? held : null;
  }

  /** From now on the kept run counts as over: only more epochs can take it up. */
  async settle(): Promise<void> {
    const [slots, held] = [await this.platform.slots(), await this.kept()];
    if (slots === null || held === null) return;
    const { checkpoint } = held;
    await save(slots, { ...checkpoint, progress: { ...checkpoint.progress, over: true } });
  }

  private async held(): Promise<Kept | null> {
    const slots = await this.platform.slots();
    if (slots === null) return null;
    const { saved, damage } = await load(slots);
    if (saved === null && damage.length > 0) throw refusal('SNAP_SLOTS_DAMAGED', 'saved run', damage.join('; '));
    if (saved === null) return null;
    const { checkpoint } = saved;
    return { recipe: checked(recipe, 'recipe', checkpoint.recipe), checkpoint };
  }

  /** Whether what is kept is this run as it stands; what cannot be read is nobody's. */
  async isOf(run: ActiveRun): Promise<boolean> {
    const kept = await this.kept().catch(() => null);
    if (kept === null || kept.checkpoint.step !== run.state.position.step) return false;
    return canonicalJson(plain(kept.recipe)) === canonicalJson(plain(run.print.recipe));
  }

  async discard(): Promise<void> {
    const slots = await this.platform.slots();
    if (slots !== null) await clear(slots);
  }
}

const isOver = ({ checkpoint }: Kept): boolean => checked(progressSchema, 'progress', checkpoint.progress).over;

/** A recipe as JSON has it. */
export const plain = (value: unknown): JsonObject => {
  const copy: unknown = JSON.parse(JSON.stringify(value));
  if (!isJsonObject(copy)) throw new Error('checkpoint: a recipe must be plain JSON');
  return copy;
};

function toCheckpoint(state: RunState, run: ActiveRun): Checkpoint {
  const { recipe: trained } = run.print;
  const { epoch, cursor, step, best, waited, skipped, halvings } = state.position;
  return {
    recipe: plain(trained),
    dataset: trained.dataset.fingerprint,
    adapter: run.adapter?.key.slice(0, 200) ?? '',
    variants: run.variants,
    step,
    epoch,
    cursor,
    best: best === null ? null : { metric: 'ndcg@10', value: best.ndcg10, epoch: best.epoch },
    progress: plain({ waited, skipped, halvings, curve: run.curve, seconds: run.elapsed(), watching: run.watching }),
    tensors: [
      ...TENSORS.map((name) => f32(FILE_NAMES[name], [state[name].length], state[name])),
      ...lossTensor(run.losses.slice(Math.max(0, step - MOST_LOSSES), step)),
      ...encodeCodes(run.codes),
      ...encodeTitleCoder(run.coded?.coder ?? null),
    ],
  };
}

/** The largest tensors of a checkpoint of a run of `steps` steps whose parameters, gaps included, are `count` numbers. */
export const checkpointTensors = (count: number, steps: number, codes: readonly Outline[] = []): readonly Outline[] => [
  ...TENSORS.map((name) => ({ name: FILE_NAMES[name], dtype: 'F32' as const, shape: [count] })),
  { name: 'losses', dtype: 'F32', shape: [Math.min(steps, MOST_LOSSES)] },
  ...codes,
];

/** Nothing before the first step: a tensor has no zero extent. */
const lossTensor = (losses: readonly number[]): Tensor[] =>
  losses.length === 0
    ? []
    : [
        f32(
          'losses',
          [losses.length],
          Float32Array.from(losses, (loss) => (Number.isFinite(loss) ? loss : NO_NUMBER)),
        ),
      ];

/**
 * Requires that what a checkpoint holds is a place in the run of this blueprint: nothing is made from its numbers before.
 * @throws SnapshotError
 */
export function checkPlace({ position, ...state }: RunState, { graph, plan }: Pick<Blueprint, 'graph' | 'plan'>): void {
  const { step, epoch, cursor } = position;
  const steps = plan.epochs * plan.stepsPerEpoch;
  if (step > steps || epoch > plan.epochs || cursor > plan.stepsPerEpoch) {
    const end = `${counted(steps, 'step')} in ${counted(plan.epochs, 'epoch')}`;
    throw refusal('SNAP_MANIFEST', 'checkpoint', `step ${step}, epoch ${epoch}, batch ${cursor} of a run of ${end}`);
  }
  for (const name of TENSORS) {
    const [found, wanted] = [state[name].length, graph.arena.count];
    if (found === wanted) continue;
    throw refusal('SNAP_TENSOR_LIST', `tensor "${FILE_NAMES[name]}"`, `${found} numbers, expected ${wanted}`);
  }
}

/** The codes that a kept run had made of so many items; null where it had not. @throws SnapshotError for what are no such codes */
export function codesIn({ tensors }: Checkpoint, items: number, recipe: Recipe): CodedItems | null {
  const shape = codesShapeOf(recipe);
  const [wanted] = codesTensors(items, shape);
  const found = tensors.find(({ name }) => name === wanted?.name);
  if (shape === null || found === undefined) return null;
  if (show(found.shape) !== show(wanted.shape)) {
    throw refusal('SNAP_TENSOR_LIST', `tensor "${found.name}"`, `${show(found.shape)}, expected ${show(wanted.shape)}`);
  }
  const codes = decodeCodes(new Map([[found.name, found]]), shape);
  if (codes === null) return null;
  const ofCoder = new Map(tensors.filter(({ name }) => isOfCoder(name)).map((tensor) => [tensor.name, tensor]));
  if (ofCoder.size === 0) return { codes, coder: null };
  return { codes, coder: checkedCoder(decodeTitleCoder(tokenizerOf(recipe).tokenizer.name, ofCoder), shape) };
}

/** What a kept run had come to. @throws SnapshotError where the tensors are not those of a run */
export function fromCheckpoint(checkpoint: Checkpoint): {
  readonly state: RunState;
  readonly curve: readonly ValidationPoint[];
  /** Of the last steps, NaN where it was no number; none in checkpoints of before 2026-11-29. */
  readonly losses: readonly number[];
  readonly seconds: number;
  /** The user that was watched. */
  readonly watching: number;
} {
  const { step, epoch, cursor, best, tensors } = checkpoint;
  const {
    curve: points,
    seconds,
    watching,
    over: _over,
    ...rest
  } = checked(progressSchema, 'progress', checkpoint.progress);
  const tensor = (name: string): Float32Array<ArrayBuffer> => {
    const found = tensors.find((candidate) => candidate.name === name);
    if (found?.dtype !== 'F32') throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'missing, expected F32');
    return Float32Array.from(found.data);
  };
  const position: Position = {
    epoch,
    cursor,
    step,
    best: best === null ? null : { epoch: best.epoch, ndcg10: best.value },
    ...rest,
  };
  return {
    state: {
      position,
      parameters: tensor(FILE_NAMES.parameters),
      firstMoment: tensor(FILE_NAMES.firstMoment),
      secondMoment: tensor(FILE_NAMES.secondMoment),
      best: tensor(FILE_NAMES.best),
    },
    curve: points,
    losses: lossesOf(tensors),
    seconds,
    watching,
  };
}

function lossesOf(tensors: readonly Tensor[]): number[] {
  const found = tensors.find(({ name }) => name === 'losses');
  return found?.dtype === 'F32' ? Array.from(found.data, (loss) => (loss === NO_NUMBER ? Number.NaN : loss)) : [];
}

/** What a run wants back beside its position. */
const progressSchema = v.strictObject({
  waited: integer(),
  skipped: integer(),
  /** Absent in checkpoints of before 2026-11-26. */
  halvings: v.optional(integer(), 0),
  curve,
  seconds: positive,
  /** Absent in checkpoints of before 2026-11-29. */
  watching: v.optional(integer(), 0),
  /** Whether it was tested and kept; absent in checkpoints of before 2026-12-01. */
  over: v.optional(v.boolean(), false),
});

/** A part of a checkpoint, read as if a stranger had made it. @throws SnapshotError */
function checked<T>(schema: v.GenericSchema<unknown, T>, what: string, value: JsonObject): T {
  const result = v.safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const where = `${what} of the checkpoint, ${quote(v.getDotPath(issue) ?? '')}`;
  throw refusal('SNAP_MANIFEST', where, `${quote(issue.input)}, expected ${issue.expected ?? 'less'}`);
}

/** Refuses a checkpoint of another dataset. */
export function checkData({ checkpoint, recipe: { dataset } }: Kept, fingerprint: string): void {
  if (checkpoint.dataset === fingerprint) return;
  throw new SettingsError(
    `recover: the saved run was trained on ${dataset.name} with fingerprint ${checkpoint.dataset.slice(0, 12)}, the open dataset has ${fingerprint.slice(0, 12)}; open the same file with the same cleaning`,
  );
}

/** Refuses a checkpoint of another recipe on its data. */
export function checkSame({ checkpoint, recipe: saved }: Kept, wanted: Recipe): void {
  const { fingerprint } = wanted.dataset;
  for (const [field, what, column] of BESIDE) {
    if (saved.dataset[field] === wanted.dataset[field]) continue;
    if (field === 'codes') throw new SettingsError(OTHER_CODES);
    throw new SettingsError(
      `recover: the saved run read the ${what} of events of ${saved.dataset.name}, and those of the open dataset are others; open the same file with the same column of ${column}`,
    );
  }
  checkSameRun({ ...checkpoint, recipe: plain(saved) }, plain(wanted), fingerprint);
}

/** What a model may read of events that the fingerprint does not know, what it is called, and the column that has it. */
const BESIDE = [
  ['kinds', 'kinds', 'events'],
  ['values', 'values', 'values'],
  ['codes', 'codes', 'codes'],
] as const;

const OTHER_CODES =
  'recover: the saved run knew its items by codes from a file, and the open dataset was given none or others; give it the same file';
