import { timed } from '../core/history.ts';
import { size } from '../core/shape.ts';
import { Events } from '../events/events.ts';
import { fillIndex, fillRow } from '../events/fill.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { leaf } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { storedCrossEntropy } from '../ops/index.ts';
import { catalogueLeaves } from '../recommend/trace.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import { askedLeaves } from '../train/graph.ts';
import { guessesOf, headLoss } from '../train/head_loss.ts';
import { sampleCodes } from './sample_codes.ts';

const [LENGTH, VOCABULARY] = [4, 6];
const HISTORIES = [
  { ...timed([1, 2, 1], [0, 3600, 90_000]), kinds: Uint8Array.of(1, 2, 1), values: Float64Array.of(5, 1, 4) },
  {
    ...timed([0, 4, 3, 2], [0, 60, 86_460, NaN]),
    ...{ kinds: Uint8Array.of(2, 0, 3, 1), values: Float64Array.of(2.5, NaN, 4, 1) },
  },
];
const TARGETS = [3, 2, 1, 0, 5, 4, 3, 0];
/** The same one behind the other in one row of eight, with one position of padding. */
const PACKED_TARGETS = [3, 2, 1, 5, 4, 3, 0, 0];

/** A model traced down to its loss over two histories of four positions, one of them padded, with leaves but for its parameters. */
export function tracedLoss(model: Model, config: Config, training: boolean, packed = false) {
  const scope = new Scope({ seed: 3, clock: leaf('clock', [1], 'u32'), training });
  const rows = packed ? [HISTORIES] : HISTORIES.map((history) => [history]);
  const targets = packed ? PACKED_TARGETS : TARGETS;
  const shape = {
    ...{ batch: rows.length, time: targets.length / rows.length, window: LENGTH, packed },
    ...{ items: VOCABULARY - 1, vocabulary: VOCABULARY, levels: [1, 2, 4] },
  };
  const events = new Events(shape);
  const { hidden, head } = model.forward(scope, events, config);
  const asked = {
    ids: leaf(askedLeaves.ids, [targets.length], 'u32'),
    offsets: leaf(askedLeaves.offsets, [VOCABULARY + 1], 'u32'),
    places: leaf(askedLeaves.places, [targets.length], 'u32'),
  };
  const guesses = guessesOf(head, asked, leaf('inverseCount', [1]));
  const { offsets, places } = invertIds(Uint32Array.from(targets), VOCABULARY);
  const read = [...events.read, ...events.gathered];
  const feed = new Feed(layOutLeaves('batch', read));
  rows.forEach((histories, row) => fillRow(feed, shape, row, histories));
  fillIndex(feed, shape);
  const leaves: Record<string, Float64Array> = {
    ...feed.values(read),
    [askedLeaves.ids]: Float64Array.from(targets),
    [askedLeaves.offsets]: Float64Array.from(offsets),
    [askedLeaves.places]: Float64Array.from(places),
    inverseCount: Float64Array.of(1 / (guesses.length * targets.filter((target) => target > 0).length)),
    clock: Float64Array.of(5),
    ...catalogueLeaves(events.constants, sampleCodes(model, config, VOCABULARY - 1)),
  };
  const loss = headLoss(guesses, { leaves: [], loss: storedCrossEntropy, fill: () => undefined });
  return { events, scope, hidden, head, loss, parameters: scope.parameters, leaves };
}

/** The parameters as the golden files of models set them: 0.4 · sin(0.7 i + p), one more where they scale a norm. */
export function setGolden({ parameters, leaves }: ReturnType<typeof tracedLoss>, order: readonly string[]): void {
  for (const { name, tensor } of parameters) {
    const p = order.indexOf(name);
    const offset = name.endsWith('gamma') ? 1 : 0;
    leaves[name] = Float64Array.from({ length: size(tensor.shape) }, (_, i) => 0.4 * Math.sin(0.7 * i + p) + offset);
  }
}
