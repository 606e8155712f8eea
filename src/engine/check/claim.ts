import { SettingsError } from '../../core/errors.ts';
import { canonicalJson } from '../../snapshot/json.ts';
import type { ModelFile } from '../../snapshot/model_file.ts';
import { throughStorage } from '../../snapshot/storage.ts';
import { encodeTitleCoder, type TitleCoder } from '../../snapshot/title_coder.ts';
import type { WholeState } from '../../snapshot/states.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { Dataset } from '../../data/dataset.ts';
import { kindsRead } from '../run/askable.ts';
import type { ActiveRun } from '../run/active_run.ts';
import type { Id } from '../messages.ts';
import type { RunSummary } from '../run/messages.ts';
import { receiptJson, receiptOf, type Receipt } from '../run/receipt.ts';
import type { Runs } from '../run/runs.ts';

/** What is verified: a receipt, and the model that it is said to be of. */
export interface Claim {
  readonly receipt: Receipt;
  /** After which epoch the model had its weights. */
  readonly weightsOf: number;
  /** A file as it was opened; of a run of this page the digest of its weights. */
  readonly model: ModelFile | string;
  /** Whole states of the training, in the order of their steps. */
  readonly states: readonly WholeState[];
}

/** @throws SettingsError where a run has no receipt, or a file one of another model */
export async function claimOf(runs: Runs, id: Id): Promise<Claim> {
  const summary = await runs.summarise(id);
  const opened = runs.opened(id);
  const weightsOf = summary.weightsAt.epoch;
  if (summary.snapshot === null) {
    const { states } = opened === undefined ? runs.get(id).kept : { states: [] };
    return { receipt: await receiptOf(summary), weightsOf, model: summary.weightsSha256, states };
  }
  if (opened?.receipt == null) {
    throw new SettingsError(`verify: ${id} came without a receipt; ask its author for a file with one`);
  }
  checkIsOf(summary, opened.receipt);
  return { receipt: opened.receipt, weightsOf, model: opened.file, states: opened.file.states ?? [] };
}

/** A receipt shows nothing of a file that says of itself what the receipt does not. @throws SettingsError */
function checkIsOf({ recipe: own, weightsAt }: RunSummary, { recipe: told, points }: Receipt): void {
  const best = points.reduce((before, point) => (point.ndcg10 > before.ndcg10 ? point : before));
  const said: readonly (readonly [string, unknown, unknown])[] = [
    ['model', own.model, told.model],
    ['settings', own.config, told.config],
    ['seed', own.seed, told.seed],
    ['learning rate', own.training.learningRate, told.training.learningRate],
    ['shaping', own.dataset.shaping, told.dataset.shaping],
    ['protocol', own.protocol.hash, told.protocol.hash],
    ['epoch of its weights', weightsAt.epoch, best.epoch],
    ['step of its weights', weightsAt.step, best.step],
  ];
  const text = (value: unknown): string => canonicalJson(receiptJson({ value })).slice('{"value":'.length, -1);
  const other = said.find(([, file, receipt]) => text(file) !== text(receipt));
  if (other === undefined) return;
  const [what, file, receipt] = other;
  throw new SettingsError(
    `verify: its receipt is of another model: ${what} ${text(receipt)}, and the file says ${text(file)}`,
  );
}

/** Weights mean nothing beside other items. @throws SettingsError where a file has not those of the data, in their order */
export function checkItems({ model }: Claim, { catalogue }: Dataset): void {
  if (typeof model === 'string') return;
  const { ids } = model.items;
  if (ids.length === catalogue.ids.length && ids.every((id, i) => id === catalogue.ids[i])) return;
  throw new SettingsError('verify: the items of the file are not those of its data, or stand in another order');
}

/** Whether a model is the one that was trained again, as far as its best weights: weights as they are stored, codes, how new titles are coded, kinds and values that are read. */
export async function isTheSame(model: Claim['model'], run: ActiveRun): Promise<boolean> {
  if (typeof model === 'string') return (await run.hashes()).weightsSha256 === model;
  const { manifest, parameters, codes, coder, kinds, levels } = model;
  const { print, state } = run;
  const again = new Map(namedWeights(print.graph, state.best).map((parameter) => [parameter.name, parameter]));
  const weights = parameters.every(({ name, data }) => {
    const here = again.get(name);
    return here !== undefined && sameBits(data, throughStorage(here, manifest.weights));
  });
  const list = (numbers: Iterable<unknown> | null | undefined): string => [...(numbers ?? [])].join();
  return (
    weights &&
    list(codes?.values) === list(run.codes?.values) &&
    (coder === null || coderText(coder) === coderText(run.coded?.coder ?? null)) &&
    JSON.stringify(kinds ?? []) === JSON.stringify(kindsRead(print)) &&
    list(levels) === list(print.shape.levels)
  );
}

/** How new titles are coded, as text; a file has its tensors in an order of its own. */
const coderText = (coder: TitleCoder | null): string =>
  encodeTitleCoder(coder)
    .map(({ name, data }) => `${name} ${data.join()}`)
    .sort()
    .join('\n');

function sameBits(one: Float32Array, other: Float32Array): boolean {
  const [a, b] = [bitsOf(one), bitsOf(other)];
  return a.length === b.length && a.every((word, i) => word === b[i]);
}

const bitsOf = ({ buffer, byteOffset, length }: Float32Array): Uint32Array =>
  new Uint32Array(buffer, byteOffset, length);
