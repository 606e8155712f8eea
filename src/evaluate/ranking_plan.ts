import { storageBytes } from '../gpu/buffers.ts';
import { CONSTANTS } from '../events/codes.ts';
import type { Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { vocabularyOf } from '../objectives/catalogue.ts';
import { layOut, type Arena } from '../runtime/arena.ts';
import { layOutLeaves } from '../runtime/feed.ts';
import type { Plan, Request, Slice } from '../runtime/plan.ts';
import { replayBytes } from '../runtime/replay.ts';
import { traceScoring, type ScoringShape } from './scoring_graph.ts';

export interface RankerShape {
  readonly items: number;
  readonly length: number;
  /** Most items that one query excludes. */
  readonly exclude: number;
  readonly places: number;
  /** Most queries asked at once. */
  readonly queries: number;
  /** Values of events that are told apart; absent where none are read. */
  readonly levels?: readonly number[];
}

/** A ranking pass traced and laid out: everything that does not need a device. */
export interface RankingLayout {
  readonly shape: ScoringShape;
  readonly inputs: Arena;
  readonly outputs: Arena;
  readonly request: Omit<Request, 'choose'>;
}

/** Elements of scores held at once: 64 MiB. */
const SCORES = 16 * 2 ** 20;
const BATCH = 256;

/** `layout` says where the weights lie in the caller's buffer. */
export function layOutRanking(model: Model, config: Config, size: RankerShape, layout: Arena): RankingLayout {
  const vocabulary = vocabularyOf(model.sees, size.items);
  const beside = vocabulary - size.items; // rows that are no items
  const places = Math.min(size.places, size.items);
  const shapeOf = (batch: number): ScoringShape => ({
    items: size.items,
    vocabulary,
    batch,
    time: size.length,
    window: size.length,
    excluded: batch * (size.exclude + beside),
    places,
    ...(size.levels === undefined ? {} : { levels: size.levels }),
  });
  const { most } = traceScoring(model, config, shapeOf(1));
  const atOnce = Math.floor(SCORES / Math.max(most, size.exclude + beside));
  const shape = shapeOf(Math.max(1, Math.min(BATCH, size.queries, atOnce)));
  const graph = traceScoring(model, config, shape);
  const inputs = layOutLeaves('queries', graph.inputs);
  const constants = layOutLeaves(CONSTANTS, graph.constants);
  const outputs = layOut('answers', [
    { name: 'ranks', shape: graph.ranks.shape },
    { name: 'items', shape: graph.items.shape },
    { name: 'scores', shape: graph.scores.shape },
  ]);
  const results = new Map<Tensor, Slice>([
    [graph.ranks, outputs.slices.ranks],
    [graph.items, outputs.slices.items],
    [graph.scores, outputs.slices.scores],
  ]);
  const request = {
    stages: [[graph.ranks, graph.items, graph.scores]],
    leaves: { ...inputs.slices, ...constants.slices, ...layout.slices },
    results,
  };
  return { shape, inputs, outputs, request };
}

/** Bytes of the buffers that a ranker makes on the device: questions, answers, their copy to read, what lies between. */
export const rankingBytes = ({ inputs, outputs }: RankingLayout, plan: Plan): number =>
  storageBytes(inputs.count) + storageBytes(outputs.count) + outputs.count * 4 + replayBytes(plan);
