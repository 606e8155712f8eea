import { checked, fields, inRange, oneOf, perhaps, type Schema } from '../core/schema.ts';
import type { Range } from '../models/model.ts';
import { schedules, type Schedule } from './optimizer.ts';

export const lossNames = ['cross-entropy', 'sampled-softmax', 'gbce'] as const;
export type LossName = (typeof lossNames)[number];

/** How a run is trained; part of the recipe. */
export interface TrainingSettings {
  readonly epochs: number;
  /** Histories per step. */
  readonly batch: number;
  readonly learningRate: number;
  readonly schedule: Schedule;
  /** Steps of linear warm-up. */
  readonly warmup: number;
  readonly weightDecay: number;
  /** Largest gradient norm; 0 never clips. */
  readonly clip: number;
  readonly beta2: number;
  readonly loss: LossName;
  /** Negatives per step of the sampled losses. */
  readonly negatives: number;
  /** Epochs between validations. */
  readonly validateEvery: number;
  /** Validations without a better NDCG@10 after which the run ends; 0 never ends early. */
  readonly patience: number;
}

export const defaultTraining: TrainingSettings = {
  epochs: 100,
  batch: 128,
  learningRate: 1e-3,
  schedule: 'constant',
  warmup: 0,
  weightDecay: 0,
  clip: 0,
  beta2: 0.98,
  loss: 'cross-entropy',
  negatives: 256,
  validateEvery: 1,
  patience: 10,
};

type Numeric = {
  [K in keyof TrainingSettings]: TrainingSettings[K] extends number ? K : never;
}[keyof TrainingSettings];

/** Ranges for controls and for validation. */
export const trainingRanges: Readonly<Record<Numeric, Range>> = {
  epochs: { minimum: 1, maximum: 10_000, step: 1, help: 'How often every history is trained on, at most' },
  batch: { minimum: 1, maximum: 4096, step: 1, help: 'Histories per training step' },
  learningRate: { minimum: 1e-6, maximum: 1, step: 1e-4, help: 'Step size of AdamW; 0.001 is a good start' },
  warmup: { minimum: 0, maximum: 100_000, step: 1, help: 'Steps until the learning rate is full' },
  weightDecay: { minimum: 0, maximum: 1, step: 0.01, help: 'Pull of weight matrices towards 0' },
  clip: { minimum: 0, maximum: 1000, step: 0.1, help: 'Largest gradient norm; 0 never clips' },
  beta2: { minimum: 0.5, maximum: 0.9999, step: 0.001, help: 'Memory of AdamW for squared gradients' },
  negatives: { minimum: 1, maximum: 4096, step: 1, help: 'Sampled items per step that stand for the catalogue' },
  validateEvery: { minimum: 1, maximum: 1000, step: 1, help: 'Epochs between validations' },
  patience: {
    minimum: 0,
    maximum: 1000,
    step: 1,
    help: 'Validations without improvement until the run ends; 0 goes on',
  },
};

const setting = (name: Numeric) => perhaps(inRange(trainingRanges[name]));

/** What a recipe says of training; the rest are defaults. */
export const trainingSchema: Schema<Partial<TrainingSettings>> = fields<Partial<TrainingSettings>>({
  epochs: setting('epochs'),
  batch: setting('batch'),
  learningRate: setting('learningRate'),
  schedule: perhaps(oneOf(schedules)),
  warmup: setting('warmup'),
  weightDecay: setting('weightDecay'),
  clip: setting('clip'),
  beta2: setting('beta2'),
  loss: perhaps(oneOf(lossNames)),
  negatives: setting('negatives'),
  validateEvery: setting('validateEvery'),
  patience: setting('patience'),
});

/** Defaults with `chosen` on top. @throws SettingsError naming the first setting that there is not or outside its range */
export const trainingSettings = (chosen: Partial<TrainingSettings>): TrainingSettings => ({
  ...defaultTraining,
  ...checked(trainingSchema, chosen, 'training'),
});
