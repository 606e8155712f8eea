import { SettingsError } from '../core/errors.ts';
import type { Range } from '../models/model.ts';
import type { Schedule } from './optimizer.ts';

export type LossName = 'cross-entropy' | 'sampled-softmax' | 'gbce';

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

const CHOICES = {
  schedule: ['constant', 'cosine'],
  loss: ['cross-entropy', 'sampled-softmax', 'gbce'],
} as const satisfies Partial<Record<keyof TrainingSettings, readonly string[]>>;

/** Defaults with `chosen` on top. @throws SettingsError naming the first setting outside its range */
export function trainingSettings(chosen: Partial<TrainingSettings>): TrainingSettings {
  const settings: TrainingSettings = { ...defaultTraining, ...chosen };
  for (const key of Object.keys(chosen)) {
    if (!(key in defaultTraining)) {
      throw new SettingsError(
        `training: there is no setting '${key}', expected one of ${Object.keys(defaultTraining).join(', ')}`,
      );
    }
  }
  for (const [key, { minimum, maximum, step }] of Object.entries(trainingRanges)) {
    const value = settings[key as Numeric];
    const whole = step === 1;
    if (!(value >= minimum && value <= maximum && (!whole || Number.isInteger(value)))) {
      throw new SettingsError(
        `training: ${key} = ${value}, expected ${whole ? 'a whole number' : 'a number'} from ${minimum} to ${maximum}`,
      );
    }
  }
  for (const [key, allowed] of Object.entries(CHOICES)) {
    const value = settings[key as keyof typeof CHOICES];
    if (!(allowed as readonly string[]).includes(value)) {
      throw new SettingsError(`training: ${key} = ${value}, expected one of ${allowed.join(', ')}`);
    }
  }
  return settings;
}
