import { lastExtent, size } from '../core/shape.ts';
import { Events, type EventsShape } from '../events/events.ts';
import { dispatch, leaf, type Tensor } from '../graph/tensor.ts';
import { isChain, type Chain, type Config, type Head, type Model, type Slot } from '../models/model.ts';
import { codeScoresOf, logSoftmax, prefixScoresOf, rowsOfPrefixes } from '../ops/index.ts';
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
  /** The most numbers that one query has anywhere on the way to its scores. */
  readonly most: number;
}

/** The forward pass of a batch of queries down to their scores. */
export interface ScoresGraph {
  readonly parameters: readonly Parameter[];
  readonly events: Events;
  readonly clock: Tensor;
  /** u32 (B): the last positions b · T + t. */
  readonly last: Tensor;
  readonly head: Head;
  /** (B, V) */
  readonly scores: Tensor;
}

/** The scores by the states after the last items. */
export function traceScores(model: Model, config: Config, shape: EventsShape): ScoresGraph {
  const clock = leaf('clock', [1], 'u32');
  const last = leaf('last', [shape.batch], 'u32');
  const scope = new Scope({ seed: 0, clock, training: false });
  const events = new Events(shape, last);
  const { head } = model.forward(scope, events, config);
  return { parameters: scope.parameters, events, clock, last, head, scores: scoresOf(head, shape.batch) };
}

/** The scores by the states after the last items, excluded items at −3.4e38, then rank of the target and top-k. */
export function traceScoring(model: Model, config: Config, shape: ScoringShape): ScoringGraph {
  const { vocabulary, batch, excluded, places } = shape;
  const { parameters, events, clock, last, head, scores: logits } = traceScores(model, config, shape);
  const targets = leaf('targets', [batch], 'u32');
  const offsets = leaf('excludedOffsets', [batch + 1], 'u32');
  const seen = leaf('excluded', [excluded], 'u32');
  const extents = { rows: batch, items: vocabulary };
  const exclusion = { ...extents, bounds: batch + 1, total: excluded };
  const { scores } = dispatch(excludeSeen, { scores: logits, offsets, seen }, exclusion);
  const { rank } = dispatch(targetRank, { scores, targets }, extents);
  const top = dispatch(topK, { scores }, { ...extents, k: places });
  const inputs = [...events.read, clock, last, targets, offsets, seen];
  return {
    parameters,
    inputs,
    constants: events.constants,
    ranks: rank,
    items: top.ids,
    scores: top.values,
    most: isChain(head) ? mostOf(head, vocabulary) : vocabulary,
  };
}

/** (B, V): the scores of the catalogue. */
const scoresOf = (head: Head, batch: number): Tensor =>
  isChain(head) ? chainScores(head, batch) : head.slice(1).reduce<Tensor>(slotScores, slotScores(undefined, head[0]));

/** sofar[b, v] + ⟨states_b, table[codes_v]⟩. */
function slotScores(sofar: Tensor | undefined, { states, table, codes }: Slot): Tensor {
  const logits = products(states, table);
  return codes === null ? logits : codeScoresOf(logits, codes, sofar);
}

/** ln P of the codes of each item, from all prefixes that items have. */
function chainScores({ first, next, ends }: Chain, batch: number): Tensor {
  let states = first.states;
  let guesses = logSoftmax(products(states, first.table));
  let scores: Tensor | null = null;
  for (const { step, prefixes, table } of next) {
    const { before, codes } = prefixes;
    scores = scores === null ? codeScoresOf(guesses, codes) : prefixScoresOf(guesses, scores, before, codes);
    states = step(rowsOfPrefixes(states, before, batch, 'each'), (rows) => rowsOfPrefixes(rows, codes, batch, 'all'));
    guesses = logSoftmax(products(states, table));
  }
  const last = next[next.length - 1];
  if (scores === null) throw new Error('scoring: a chain of one code');
  return prefixScoresOf(guesses, scores, ends, last.codes.ids);
}

/** (N, R): of each row of states with each row of a table. */
function products(states: Tensor, table: Tensor): Tensor {
  const width = lastExtent(states.shape);
  const [m, n] = [size(states.shape) / width, table.shape[0] ?? 0];
  return dispatch(matmulNT, { a: states, b: table }, { m, n, k: width }).y;
}

/** Of a query: its scores, or the guesses after all prefixes of one length. */
const mostOf = ({ next }: Chain, vocabulary: number): number =>
  Math.max(vocabulary, ...next.map(({ prefixes, table }) => size(prefixes.codes.shape) * Math.max(...table.shape)));
