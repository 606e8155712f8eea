import { lastExtent } from '../core/shape.ts';
import { Events, type EventsShape } from '../events/events.ts';
import { dispatch, leaf, type Tensor } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope, type Parameter } from '../nn/scope.ts';
import { matmulNT } from '../../shaders/matmul/matmul.kernels.ts';
import { excludeSeen, targetRank, topK } from '../../shaders/ranking/ranking.kernels.ts';

/** Sizes of one scoring pass. */
export interface ScoringShape extends EventsShape {
  /** Most items that can be excluded in one pass, padding included. */
  readonly excluded: number;
  /** Places of each list. */
  readonly places: number;
}

/** The forward pass of a batch of queries down to ranks and lists; what is uploaded, and what is read. */
export interface ScoringGraph {
  readonly parameters: readonly Parameter[];
  readonly inputs: readonly Tensor[];
  /** (B, C): the state after the last item of each query. */
  readonly state: Tensor;
  /** (V, C) */
  readonly table: Tensor;
  /** (B) expected rank of each target among what is not excluded. */
  readonly ranks: Tensor;
  /** u32 (B, places) and (B, places): the best items and their scores. */
  readonly items: Tensor;
  readonly scores: Tensor;
}

/** score[b, v] = ⟨hidden[last_b], table_v⟩, excluded items at −3.4e38, then rank of the target and top-k. */
export function traceScoring(model: Model, config: Config, shape: ScoringShape): ScoringGraph {
  const { vocabulary, batch, excluded, places } = shape;
  const clock = leaf('clock', [1], 'u32');
  const last = leaf('last', [batch], 'u32');
  const targets = leaf('targets', [batch], 'u32');
  const offsets = leaf('excludedOffsets', [batch + 1], 'u32');
  const seen = leaf('excluded', [excluded], 'u32');

  const scope = new Scope({ seed: 0, clock, training: false });
  const events = new Events(shape, last);
  const { hidden: state, table } = model.forward(scope, events, config);
  const width = lastExtent(state.shape);

  const logits = dispatch(matmulNT, { a: state, b: table }, { m: batch, n: vocabulary, k: width }).y;
  const extents = { rows: batch, items: vocabulary };
  const exclusion = { ...extents, bounds: batch + 1, total: excluded };
  const { scores } = dispatch(excludeSeen, { scores: logits, offsets, seen }, exclusion);
  const { rank } = dispatch(targetRank, { scores, targets }, extents);
  const top = dispatch(topK, { scores }, { ...extents, k: places });
  const inputs = [...events.read, clock, last, targets, offsets, seen];
  return { parameters: scope.parameters, inputs, state, table, ranks: rank, items: top.ids, scores: top.values };
}
