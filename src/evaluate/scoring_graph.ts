import { lastExtent } from '../core/shape.ts';
import { Events, type EventsShape } from '../events/events.ts';
import { dispatch, leaf, type Tensor } from '../graph/tensor.ts';
import type { Config, Head, Model, Slot } from '../models/model.ts';
import { codeScoresOf } from '../ops/index.ts';
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
  /** What holds for every batch of queries, of the catalogue. */
  readonly constants: readonly Tensor[];
  /** (B) expected rank of each target among what is not excluded. */
  readonly ranks: Tensor;
  /** u32 (B, places) and (B, places): the best items and their scores. */
  readonly items: Tensor;
  readonly scores: Tensor;
}

/** The scores by the states after the last items, excluded items at −3.4e38, then rank of the target and top-k. */
export function traceScoring(model: Model, config: Config, shape: ScoringShape): ScoringGraph {
  const { vocabulary, batch, excluded, places } = shape;
  const clock = leaf('clock', [1], 'u32');
  const last = leaf('last', [batch], 'u32');
  const targets = leaf('targets', [batch], 'u32');
  const offsets = leaf('excludedOffsets', [batch + 1], 'u32');
  const seen = leaf('excluded', [excluded], 'u32');

  const scope = new Scope({ seed: 0, clock, training: false });
  const events = new Events(shape, last);
  const logits = scoresOf(model.forward(scope, events, config).head);
  const extents = { rows: batch, items: vocabulary };
  const exclusion = { ...extents, bounds: batch + 1, total: excluded };
  const { scores } = dispatch(excludeSeen, { scores: logits, offsets, seen }, exclusion);
  const { rank } = dispatch(targetRank, { scores, targets }, extents);
  const top = dispatch(topK, { scores }, { ...extents, k: places });
  const inputs = [...events.read, clock, last, targets, offsets, seen];
  return {
    parameters: scope.parameters,
    inputs,
    constants: events.constants,
    ranks: rank,
    items: top.ids,
    scores: top.values,
  };
}

/** (B, V): score[b, v] = Σ over slots ⟨states_b, table[codes_v]⟩. */
const scoresOf = ([first, ...others]: Head): Tensor =>
  others.reduce((sofar, slot) => slotScores(slot, sofar), slotScores(first));

function slotScores({ states, table, codes }: Slot, sofar?: Tensor): Tensor {
  const [rows, size] = [states.shape[0] ?? 0, table.shape[0] ?? 0];
  const logits = dispatch(matmulNT, { a: states, b: table }, { m: rows, n: size, k: lastExtent(states.shape) }).y;
  return codes === null ? logits : codeScoresOf(logits, codes, sofar);
}
