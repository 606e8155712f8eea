import { checked, type Schema } from '../core/schema.ts';
import { chosen } from '../core/words.ts';
import type { EventsShape } from '../events/events.ts';
import { losses, lossSettings } from '../losses/catalogue.ts';
import type { Loss, TracedLoss } from '../losses/loss.ts';
import { vectorsSetting } from '../features/features.ts';
import { guessesCodes, type Model } from '../models/model.ts';
import { tokenizers, tokenizerSettings } from '../tokenizers/catalogue.ts';
import { objectiveOf, objectives, objectiveSettings, usualObjective } from '../objectives/catalogue.ts';
import {
  someOf,
  usualValues,
  valuesOf,
  type AnyValues,
  type ChoiceSetting,
  type Setting,
  type Settings,
  type Values,
} from '../parts/settings.ts';
import { schedules } from '../nn/optimizer.ts';

const common = {
  epochs: {
    usual: 100,
    minimum: 1,
    maximum: 10_000,
    step: 1,
    help: 'How often every history is trained on, at most',
    raised: 'Raised: a longer run at most; patience ends it when nothing improves.',
  },
  batch: {
    usual: 128,
    minimum: 1,
    maximum: 4096,
    step: 1,
    help: 'Histories per training step; where they are packed, rows of them',
    raised: 'Raised: fewer, smoother steps in an epoch and more memory; it may need a higher learning rate.',
  },
  packing: {
    usual: 'none',
    formerly: 'none',
    options: {
      none: 'each history has a row of the batch to itself, with padding behind it',
      rows: 'histories stand in a row one behind another, as many as fit; none is told of another',
    },
    help: 'How histories fill a batch; packed, short ones take fewer steps an epoch, each of more histories',
  },
  learningRate: {
    usual: 1e-3,
    minimum: 1e-6,
    maximum: 1,
    step: 1e-4,
    help: 'Step size of AdamW; 0.001 is a good start',
    raised: 'Raised: learns faster until it jumps about; far too high and the loss is no number any more.',
  },
  schedule: {
    usual: 'constant',
    options: schedules,
    help: 'How the learning rate changes over the run, after the warm-up',
  },
  warmup: {
    usual: 0,
    minimum: 0,
    maximum: 100_000,
    step: 1,
    help: 'Steps until the learning rate is full',
    raised: 'Raised: a gentler beginning, for high learning rates and deep models.',
  },
  weightDecay: {
    usual: 0,
    minimum: 0,
    maximum: 1,
    step: 0.01,
    help: 'Pull of weight matrices towards 0',
    raised: 'Raised: keeps weights small, against learning by heart; too high and it learns nothing.',
  },
  clip: {
    usual: 0,
    minimum: 0,
    maximum: 1000,
    step: 0.1,
    help: 'Largest gradient norm; 0 never clips',
    raised: 'Raised: lets larger steps through; a low limit calms a loss that jumps.',
  },
  beta2: {
    usual: 0.98,
    minimum: 0.5,
    maximum: 0.9999,
    step: 0.001,
    help: 'Memory of AdamW for squared gradients',
    raised: 'Raised: a longer memory of how large gradients are; calmer, slower to react.',
  },
  validateEvery: {
    usual: 1,
    minimum: 1,
    maximum: 1000,
    step: 1,
    help: 'Epochs between validations',
    raised: 'Raised: less time spent on validation, and a coarser curve.',
  },
  patience: {
    usual: 10,
    minimum: 0,
    maximum: 1000,
    step: 1,
    help: 'Validations without improvement until the run ends; 0 goes on',
    raised: 'Raised: waits longer for an improvement before the run ends.',
  },
} as const satisfies Settings;

/** How a run may be trained: what every run has, and what its losses read. */
export const trainingTable = {
  ...common,
  loss: {
    usual: 'cross-entropy',
    options: Object.fromEntries([...losses.values()].map(({ name, title }) => [name, title])),
    help: 'Over the catalogue every item is a rival of the right one; sampled losses take a few, for many items',
  },
  ...lossSettings,
} satisfies Settings;

/** How a run is trained, what its loss and its objective read beside; part of the recipe. */
export type TrainingSettings = Values<typeof common> & {
  readonly loss: string;
  /** Absent: the usual one of the model. */
  readonly objective?: string;
  /** Of models that know items by codes: what makes these, and where the vectors are from of which it does; its own settings stand beside. */
  readonly tokenizer?: string;
  readonly vectors?: string;
};

/** What made codes before it could be chosen. */
export const FORMER_TOKENIZER = 'product';

/** What any tokenizer reads, with which ones do. */
const readByTokenizers: Settings = Object.fromEntries(
  Object.entries(tokenizerSettings).map(([name, setting]) => {
    const words = [...tokenizers.values()].filter(({ settings }) => name in settings).map((each) => each.name);
    return [name, { ...setting, readWith: { setting: 'tokenizer', words } }];
  }),
);

/** How items come to their codes, beside what a model says of these: by which tokenizer, from which vectors, and what any tokenizer reads. */
const codingBy = (usual = FORMER_TOKENIZER, otherwise: AnyValues = {}): Settings => ({
  tokenizer: {
    usual,
    formerly: usual,
    options: Object.fromEntries([...tokenizers.values()].map(({ name, title, says }) => [name, `${title}: ${says}`])),
    help: 'What makes the codes of the items',
  },
  vectors: vectorsSetting,
  ...readByTokenizers,
  ...Object.fromEntries(
    Object.entries(otherwise).map(([name, value]) => [name, { ...readByTokenizers[name], usual: value } as Setting]),
  ),
});
const coding = codingBy();

/** The loss of a model that guesses codes: over all that there is to choose from in a slot. */
const codeLoss: ChoiceSetting = {
  ...trainingTable.loss,
  options: Object.fromEntries(
    [...losses.values()].filter(({ draws }) => !draws).map(({ name, title }) => [name, title]),
  ),
  help: 'Over the codes of each slot; this model guesses codes, so a loss that draws items does not fit it',
};

/** What may be set of the training of a model beside what may be set of any: by what it is trained on, and of the codes that it knows items by. */
export const trainingBeside = (
  model: Pick<Model, 'name' | 'sees' | 'codes' | 'guesses' | 'tokenizer' | 'coding'>,
  objective = usualObjective(model.sees),
): Settings => ({
  ...objective.settings,
  ...(model.codes === undefined ? {} : codingBy(model.tokenizer, model.coding)),
  ...(guessesCodes(model) ? { loss: codeLoss } : {}),
});

/** What there is beside the table for models that see all, or only the past: the name of the objective and its settings. */
const posed = (settings: Settings): Settings => ({
  objective: {
    usual: '',
    options: Object.fromEntries([...objectives.values()].map(({ name, title }) => [name, title])),
    help: 'What the model is trained to guess',
  },
  ...settings,
});

/** What a recipe says of training, whatever its model; the rest is as usual. */
export const trainingSchema = someOf({ ...trainingTable, ...posed({ ...objectiveSettings, ...coding }) }) as Schema<
  Partial<TrainingSettings>
>;

/** The whole of it, as it is kept. */
export const keptTrainingSchema = valuesOf(
  without<Settings>(trainingTable, ['packing']),
  posed({ ...objectiveSettings, ...coding, packing: trainingTable.packing }),
) as Schema<Omit<TrainingSettings, 'packing'> & Partial<TrainingSettings>>;

/** What training was before some of its settings were there. */
export const formerTraining = { packing: trainingTable.packing.formerly } as const;

export const defaultTraining = usualValues(trainingTable) as TrainingSettings;

/**
 * Usual settings of a model's objective and of the rest, with `chosen` on top. @throws SettingsError naming the first setting
 * that there is not for it or outside its range, or an objective that does not fit what the model sees
 */
export function trainingSettings(
  model: Pick<Model, 'name' | 'sees' | 'codes' | 'guesses' | 'tokenizer' | 'coding'>,
  chosen: Partial<TrainingSettings>,
): TrainingSettings {
  const objective = objectiveOf(model, checked(trainingSchema, chosen, 'training').objective);
  const beside = trainingBeside(model, objective);
  const table = { ...trainingTable, ...posed(beside) };
  const given = checked(someOf(table), chosen, `training a ${model.name}`);
  const settings = { ...defaultTraining, ...usualValues(beside), ...given };
  return objective === usualObjective(model.sees) ? without(settings, ['objective']) : settings;
}

/** Training without how codes are made, for a run that is given them. */
export const withoutCoding = <T extends object>(training: T): T => without(training, Object.keys(coding));

function without<T extends object>(values: T, names: readonly string[]): T {
  return Object.fromEntries(Object.entries(values).filter(([name]) => !names.includes(name))) as T;
}

/** The loss that a recipe asks for. @throws SettingsError for one that there is not */
export const lossOf = (training: TrainingSettings, shape: EventsShape, seed: number): TracedLoss =>
  lossNamed(training.loss).over(shape, { ...training }, seed);

const lossNamed = (name: string): Loss => chosen('loss', name, Object.fromEntries(losses));
