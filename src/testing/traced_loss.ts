import { size } from '../core/shape.ts';
import { Events, firstLeaf } from '../events/events.ts';
import { leaf } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { Scope } from '../nn/scope.ts';
import { storedCrossEntropy } from '../ops/index.ts';
import { catalogueLeaves } from '../recommend/trace.ts';
import { headLoss } from '../train/head_loss.ts';
import { sampleCodes } from './sample_codes.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';

const [BATCH, LENGTH, VOCABULARY] = [2, 4, 6];
const IDS = [2, 3, 2, 0, 1, 5, 4, 3];
const TARGETS = [3, 2, 1, 0, 5, 4, 3, 0];
const LENGTHS = [3, 4];

/** A model traced down to its loss over two histories of four positions, one of them padded, with leaves but for its parameters. */
export function tracedLoss(model: Model, config: Config, training: boolean) {
  const scope = new Scope({ seed: 3, clock: leaf('clock', [1], 'u32'), training });
  const events = new Events({
    batch: BATCH,
    time: LENGTH,
    window: LENGTH,
    items: VOCABULARY - 1,
    vocabulary: VOCABULARY,
  });
  const { hidden, head } = model.forward(scope, events, config);
  const wanted = { ids: leaf('targets', [BATCH * LENGTH], 'u32'), inverseCount: leaf('inverseCount', [1]) };
  const { offsets, places } = invertIds(Uint32Array.from(IDS), VOCABULARY);
  const leaves: Record<string, Float64Array> = {
    ids: Float64Array.from(IDS),
    offsets: Float64Array.from(offsets),
    places: Float64Array.from(places),
    lengths: Float64Array.from(LENGTHS),
    [firstLeaf('newest')]: Float64Array.from(LENGTHS, (length) => LENGTH - length),
    [firstLeaf('oldest')]: new Float64Array(BATCH),
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
