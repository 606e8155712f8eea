import { stretch, type History } from '../../core/history.ts';
import { Pacer, type Pace } from '../../core/pace.ts';
import { attentionMaps } from '../../lenses/attention_weights.ts';
import type { Codes } from '../../events/codes.ts';
import type { EventsShape } from '../../events/events.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { probeOf } from '../../recommend/probe.ts';
import { best, rankOf } from '../../recommend/rank.ts';
import { Reader } from '../../recommend/reader.ts';
import type { Vectors } from '../../recommend/scorer.ts';
import { catalogueLeaves } from '../../recommend/trace.ts';
import { Batches } from '../../train/batches.ts';
import { traceTraining } from '../../train/graph.ts';
import { lossOf } from '../../train/settings.ts';
import { halved, rateAt } from '../../nn/optimizer.ts';
import { namedWeights } from '../../train/trainer.ts';
import type { RunState } from '../../train/run.ts';
import { walkBatch, type Walked } from '../../train/walk.ts';
import type { ActiveRun } from './active_run.ts';
import type { BatchWalk, WalkedItem } from './walk_messages.ts';
import { describeItem } from '../data/items.ts';

/** Histories of the batch, and how much of each thing is shown. */
const ROWS = 2;
const ITEMS = 6;
const NUMBERS = 8;
const PLACES = 5;

/**
 * One small batch of a run, from its ids to its gradients, by the references on the CPU: with the weights of its last
 * checkpoint, and once it was tested with its best ones, since a finished run keeps no others. @throws CancelledError
 */
export async function walk(run: ActiveRun, pace: Pace): Promise<BatchWalk> {
  const pacer = new Pacer('walk', pace);
  const { recipe, windows, plan, posing, shape: full } = run.print;
  const { parameters, position, weights } = standing(run);
  // Each history by itself, also where a run packs them: none is told of another.
  const shape: EventsShape = { ...full, packed: false, batch: Math.min(ROWS, full.batch) };
  const config = 'dropout' in recipe.config ? { ...recipe.config, dropout: 0 } : recipe.config;
  const loss = lossOf(recipe.training, shape, recipe.seed);
  const graph = traceTraining(modelNamed(recipe.model), config, shape, loss, plan.optimizer, recipe.seed);
  const epoch = Math.min(position.epoch, plan.epochs - 1);
  const batch = Math.floor((position.cursor * full.batch) / shape.batch);
  const at = {
    epoch,
    batch: Math.min(batch, Math.floor((windows.user.length - 1) / shape.batch)),
    step: position.step,
  };
  const batches = new Batches(windows, shape, posing, recipe.seed);
  const constants = catalogueLeaves(graph.catalogue, run.codes);
  const walked = await walkBatch(graph, shape, loss, batches, parameters, constants, at, pacer);
  const rate = rateAt(halved(plan.rate, position.halvings), position.step + 1);
  return {
    ...{
      step: position.step,
      weights,
      rate,
      lossName: recipe.training.loss,
      asks: posing.objective.says,
      sees: posing.objective.needs,
    },
    ...(await facts(run, parameters, shape, walked, batches.posed(epoch, at.batch * shape.batch)[0].read, pace)),
  };
}

/** The weights that are walked with, and where the run stood with them. */
function standing({ state, tested, weightsAt }: ActiveRun): Pick<BatchWalk, 'weights'> & Standing {
  const { parameters, best, position } = state;
  if (tested === null) return { weights: 'last', parameters, position };
  // Where the run was stopped before its first validation, its last weights are its best.
  const at = position.best === null ? {} : { ...weightsAt, cursor: 0 };
  return { weights: 'best', parameters: best, position: { ...position, ...at } };
}

type Standing = Pick<RunState, 'parameters' | 'position'>;

async function facts(
  run: ActiveRun,
  parameters: RunState['parameters'],
  { batch, time: length }: EventsShape,
  walked: Walked,
  /** The history of the first row. */
  read: History,
  pace: Pace,
) {
  const { items } = run.opened;
  const { posing } = run.print;
  const { ids, targets, slots, loss, gradients } = walked;
  const { codes } = run;
  const reader = readerOf(run, parameters);
  const [{ rows: table, width }] = slots;
  const named = (id: number): WalkedItem => ({ id, item: describeItem(items, id - 1) });
  const rows = Array.from({ length: batch }, (_, row) => {
    const filled = itemsOf(ids, row, length);
    const to = row * length + filled;
    const shown = Math.min(ITEMS, filled);
    return {
      padding: length - filled,
      inputs: Array.from(ids.subarray(to - shown, to), named),
      targets: Array.from(targets.subarray(to - shown, to), named),
    };
  });
  // What is followed is the first row's last question.
  const last = targets.subarray(0, length).findLastIndex((target) => target !== 0);
  const state = stateOf(slots, last);
  const decided = state.subarray(0, reader.scorer.width); // by the history alone
  const scores = await new Pacer('walk', pace).through(reader.scorer.scores(decided));
  const probabilities = softmax(scores);
  const [input, target] = [ids[last], targets[last]];
  const scored = (id: number) => ({ ...named(id), score: scores[id - 1], probability: probabilities[id - 1] });
  return {
    slots: codes === null ? null : codes.slots,
    shapes: {
      ids: [batch, length],
      table: [codes === null ? items.ids.length + 1 : table.length / width, width],
      hidden: [batch, length, width],
    },
    rows,
    embedding: {
      ...named(input),
      numbers: Array.from({ length: NUMBERS }, (_, c) => meanRow(reader.itemVectors, slots.length, input - 1, c)),
      codes: codes === null ? null : codesOf(codes, input - 1),
    },
    // A hidden item is asked for by what is on both of its sides: no history ends with it.
    attention: posing.objective.needs === 'all' ? null : await looks(reader, stretch(read, 0, last + 1), pace),
    state: Array.from(state.subarray(0, NUMBERS)),
    list: best(scores, NONE, PLACES).map(({ item }) => scored(item + 1)),
    target: { ...scored(target), rank: rankOf(scores, NONE, target - 1) },
    loss: {
      position: codes === null ? -Math.log(probabilities[target - 1]) : costOf(slots, last, codesOf(codes, target - 1)),
      batch: loss,
    },
    gradients,
  };
}

const NONE: ReadonlySet<number> = new Set();

/** Items of a row of (B, T) tokens. */
const itemsOf = (ids: Uint32Array, row: number, length: number): number =>
  ids.subarray(row * length, (row + 1) * length).filter((id) => id !== 0).length;

/** The states of one position, slot after slot. */
const stateOf = (slots: Walked['slots'], at: number): Float64Array =>
  Float64Array.from(slots.flatMap(({ states, width }) => [...states.subarray(at * width, (at + 1) * width)]));

const codesOf = ({ slots, values }: Codes, item: number): number[] =>
  Array.from(values.subarray(item * slots, (item + 1) * slots));

/** Number `c` of the row of an item, or of the mean of the rows of its codes. */
function meanRow({ values, width }: Vectors, slots: number, item: number, c: number): number {
  const each = width / slots;
  let sum = 0;
  for (let slot = 0; slot < slots; slot++) sum += values[item * width + slot * each + c];
  return sum / slots;
}

/** Mean over slots of −ln p of the code, among all of its slot. */
function costOf(slots: Walked['slots'], at: number, codes: readonly number[]): number {
  const costs = slots.map(({ states, rows, width }, slot) => {
    const logits = Float64Array.from({ length: rows.length / width - 1 }, (_, code) => {
      let sum = 0;
      for (let c = 0; c < width; c++) sum += states[at * width + c] * rows[(code + 1) * width + c];
      return sum;
    });
    return -Math.log(softmax(logits)[codes[slot]]);
  });
  return costs.reduce((sum, cost) => sum + cost, 0) / costs.length;
}

/** eˢ / Σ eˢ, with the largest taken out first. */
function softmax(scores: Float64Array): Float64Array {
  const most = scores.reduce((a, b) => Math.max(a, b), -Infinity);
  const powers = scores.map((score) => Math.exp(score - most));
  const total = powers.reduce((sum, power) => sum + power, 0);
  return powers.map((power) => power / total);
}

/** The model with these weights on the CPU. */
function readerOf({ print, opened, codes }: ActiveRun, parameters: RunState['parameters']): Reader {
  const { recipe, graph, shape } = print;
  const weights = Object.fromEntries(
    namedWeights(graph, parameters).map(({ name, data }) => [name, new Float64Array(data)]),
  );
  return new Reader(modelNamed(recipe.model), recipe.config, opened.items.ids.length, weights, {
    ...{ codes, levels: shape.levels },
  });
}

/** How the last position looks back over the last items, mean over the heads of the first block; null without attention. */
async function looks(reader: Reader, history: History, pace: Pace): Promise<number[] | null> {
  const heads = (await attentionMaps(probeOf(reader, history), pace)).filter(({ block }) => block === 0);
  if (heads.length === 0) return null;
  const count = history.items.length;
  const shown = Math.min(ITEMS, count);
  return Array.from({ length: shown }, (_, i) => {
    const key = count - shown + i;
    return heads.reduce((sum, { weights: map }) => sum + map[(count - 1) * count + key], 0) / heads.length;
  });
}
