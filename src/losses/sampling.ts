import { Random } from '../core/random.ts';
import type { EventsShape } from '../events/events.ts';
import type { Filled } from '../events/filled.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import type { Sample, Targets } from '../ops/index.ts';
import type { Settings } from '../parts/settings.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';

export const samplingSettings = {
  negatives: {
    usual: 256,
    minimum: 1,
    maximum: 4096,
    step: 1,
    help: 'Sampled items per step that stand for the catalogue',
    raised: 'Raised: closer to scoring all items, and slower.',
  },
} as const satisfies Settings;

/**
 * Negatives shared by all positions of a step, uniform over the items so that every item has the same chance to be drawn, by
 * a stream keyed by (seed, step).
 */
export class Sampling {
  readonly shape: EventsShape;
  readonly negatives: number;
  private readonly seed: number;
  private readonly ids: Tensor;
  private readonly index: Readonly<Record<'offsets' | 'places', Tensor>>;
  private readonly targetIndex: Readonly<Record<'offsets' | 'places', Tensor>>;

  constructor(shape: EventsShape, negatives: number, seed: number) {
    this.shape = shape;
    this.negatives = negatives;
    this.seed = seed;
    const bounds = [shape.vocabulary + 1];
    this.ids = leaf('negatives', [negatives], 'u32');
    this.index = {
      offsets: leaf('negativeOffsets', bounds, 'u32'),
      places: leaf('negativePlaces', [negatives], 'u32'),
    };
    const positions = [shape.batch * shape.time];
    this.targetIndex = {
      offsets: leaf('targetOffsets', bounds, 'u32'),
      places: leaf('targetPlaces', positions, 'u32'),
    };
  }

  get leaves(): Tensor[] {
    return [this.ids, ...Object.values(this.index), ...Object.values(this.targetIndex)];
  }

  sample(targets: Targets): Sample {
    return {
      targets,
      targetIndex: { ids: targets.ids, ...this.targetIndex },
      negatives: { ids: this.ids, ...this.index },
    };
  }

  fill(into: Filled, step: number): void {
    const random = new Random(this.seed, `negatives of step ${step}`);
    const ids = into.integers('negatives');
    for (let i = 0; i < ids.length; i++) ids[i] = 1 + random.below(this.shape.items);
    this.write(into, 'negative', ids);
    this.write(into, 'target', into.integers('targets'));
  }

  private write(into: Filled, what: 'negative' | 'target', ids: Uint32Array): void {
    const { offsets, places } = invertIds(ids, this.shape.vocabulary);
    into.integers(`${what}Offsets`).set(offsets);
    into.integers(`${what}Places`).set(places);
  }
}
