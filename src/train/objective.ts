import { Random } from '../core/random.ts';
import { chosen } from '../core/words.ts';
import type { EventsShape } from '../events/events.ts';
import { leaf, type Tensor } from '../graph/tensor.ts';
import {
  gbceLoss,
  sampledSoftmaxLoss,
  storedCrossEntropy,
  streamedCrossEntropy,
  STORED_LOGITS_LIMIT,
  type Sample,
  type Targets,
} from '../ops/index.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { gbceBeta } from '../../shaders/sampled/sampled.reference.ts';
import type { Feed } from '../runtime/feed.ts';
import type { LossName, TrainingSettings } from './settings.ts';

/** A loss, the leaves it needs beside the batch, and how they are filled for a step. */
export interface Objective {
  /** Leaves of its own: negatives and inverted indices. */
  readonly leaves: readonly Tensor[];
  /**
   * @param hidden  (B, T, C)
   * @param table   (V, C)
   * @returns       (1), the mean over positions that have a target
   */
  loss(hidden: Tensor, table: Tensor, targets: Targets): Tensor;
  /** Writes its leaves for training step `step`, after the batch has been written. */
  fill(feed: Feed, step: number): void;
}

/** The objective a recipe asks for. @throws SettingsError for a loss that there is not */
export function objectiveOf({ loss, negatives }: TrainingSettings, shape: EventsShape, seed: number): Objective {
  return chosen<() => Objective>('loss', loss, {
    'cross-entropy': () => crossEntropy(shape),
    'sampled-softmax': () => sampledSoftmax(new Sampling(shape, negatives, seed)),
    gbce: () => gbce(new Sampling(shape, negatives, seed)),
  } satisfies Record<LossName, () => Objective>)();
}

/** Cross-entropy over the catalogue; logits are kept where they fit, recomputed where they do not. */
export function crossEntropy({ batch, time, vocabulary }: EventsShape): Objective {
  const bytes = batch * time * vocabulary * 4;
  const form = bytes <= STORED_LOGITS_LIMIT ? storedCrossEntropy : streamedCrossEntropy;
  return { leaves: [], loss: form, fill: () => undefined };
}

/** Negatives uniform over the items, so every item has the same chance to be drawn. */
function sampledSoftmax(sampling: Sampling): Objective {
  const { shape, negatives } = sampling;
  const logQ = {
    negatives: leaf('correction', [negatives]),
    targets: leaf('targetCorrection', [shape.batch * shape.time]),
  };
  return {
    leaves: [...sampling.leaves, logQ.negatives, logQ.targets],
    loss: (hidden, table, targets) => sampledSoftmaxLoss(hidden, table, sampling.sample(targets), logQ),
    fill: (feed, step) => {
      sampling.fill(feed, step);
      const chance = -Math.log(shape.vocabulary - 1);
      feed.numbers('correction').fill(chance);
      feed.numbers('targetCorrection').fill(chance);
    },
  };
}

/** Calibration t = 0.75, as the paper recommends. */
const CALIBRATION = 0.75;

function gbce(sampling: Sampling): Objective {
  const beta = gbceBeta(sampling.negatives, sampling.shape.vocabulary - 1, CALIBRATION);
  return {
    leaves: sampling.leaves,
    loss: (hidden, table, targets) => gbceLoss(hidden, table, sampling.sample(targets), beta),
    fill: (feed, step) => sampling.fill(feed, step),
  };
}

/** Negatives shared by all positions of a step, drawn by a stream keyed by (seed, step). */
class Sampling {
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

  fill(feed: Feed, step: number): void {
    const { vocabulary } = this.shape;
    const random = new Random(this.seed, `negatives of step ${step}`);
    const ids = feed.integers('negatives');
    for (let i = 0; i < ids.length; i++) ids[i] = 1 + random.below(vocabulary - 1);
    write(feed, 'negative', ids, vocabulary);
    write(feed, 'target', feed.integers('targets'), vocabulary);
  }
}

function write(feed: Feed, what: 'negative' | 'target', ids: Uint32Array, vocabulary: number): void {
  const { offsets, places } = invertIds(ids, vocabulary);
  feed.integers(`${what}Offsets`).set(offsets);
  feed.integers(`${what}Places`).set(places);
}
