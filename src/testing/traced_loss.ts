import { timed } from '../core/history.ts';
import { size } from '../core/shape.ts';
import { Events } from '../events/events.ts';
import { fillHistory, fillIndex } from '../events/fill.ts';
import { leaf } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { storedCrossEntropy } from '../ops/index.ts';
import { catalogueLeaves } from '../recommend/trace.ts';
import { Feed, layOutLeaves } from '../runtime/feed.ts';
import { headLoss } from '../train/head_loss.ts';
import { sampleCodes } from './sample_codes.ts';

const [BATCH, LENGTH, VOCABULARY] = [2, 4, 6];
const HISTORIES = [
  { ...timed([1, 2, 1], [0, 3600, 90_000]), kinds: Uint8Array.of(1, 2, 1) },
  { ...timed([0, 4, 3, 2], [0, 60, 86_460, NaN]), kinds: Uint8Array.of(2, 0, 3, 1) },
];
const TARGETS = [3, 2, 1, 0, 5, 4, 3, 0];

/** A model traced down to its loss over two histories of four positions, one of them padded, with leaves but for its parameters. */
export function tracedLoss(model: Model, config: Config, training: boolean) {
  const scope = new Scope({ seed: 3, clock: leaf('clock', [1], 'u32'), training });
  const shape = { batch: BATCH, time: LENGTH, window: LENGTH, items: VOCABULARY - 1, vocabulary: VOCABULARY };
  const events = new Events(shape);
  const { hidden, head } = model.forward(scope, events, config);
  const wanted = { ids: leaf('targets', [BATCH * LENGTH], 'u32'), inverseCount: leaf('inverseCount', [1]) };
  const read = [...events.read, ...events.gathered];
  const feed = new Feed(layOutLeaves('batch', read));
  HISTORIES.forEach((history, row) => fillHistory(feed, shape, row, history));
  fillIndex(feed, shape);
  const leaves: Record<string, Float64Array> = {
    ...feed.values(read),
    targets: Float64Array.from(TARGETS),
    inverseCount: Float64Array.of(1 / (head.length * TARGETS.filter((target) => target > 0).length)),
    clock: Float64Array.of(5),
    ...catalogueLeaves(events.constants, sampleCodes(model, config, VOCABULARY - 1)),
  };
  const loss = headLoss(head, { leaves: [], loss: storedCrossEntropy, fill: () => undefined }, wanted);
  return { events, scope, hidden, loss, parameters: scope.parameters, leaves };
}

/** The parameters as the golden files of models set them: 0.4 · sin(0.7 i + p), one more where they scale a norm. */
export function setGolden({ parameters, leaves }: ReturnType<typeof tracedLoss>, order: readonly string[]): void {
  for (const { name, tensor } of parameters) {
    const p = order.indexOf(name);
    const offset = name.endsWith('gamma') ? 1 : 0;
    leaves[name] = Float64Array.from({ length: size(tensor.shape) }, (_, i) => 0.4 * Math.sin(0.7 * i + p) + offset);
  }
}
