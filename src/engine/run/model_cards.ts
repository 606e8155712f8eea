import { models } from '../../models/catalogue.ts';
import type { Model } from '../../models/model.ts';
import { usualObjective } from '../../objectives/catalogue.ts';
import type { Part } from '../../parts/part.ts';
import { trainingBeside } from '../../train/settings.ts';
import type { ModelCard, PartCard } from './model_messages.ts';
import { DEFAULT_MODEL } from './recipes.ts';

/** The model that is trained where none is named stands first. */
const usualFirst = (a: Model, b: Model): number => Number(b.name === DEFAULT_MODEL) - Number(a.name === DEFAULT_MODEL);

const partCard = ({ name, title, says, source, settings }: Part): PartCard => ({ name, title, says, source, settings });

const card = (model: Model): ModelCard => ({
  ...partCard(model),
  presets: model.presets,
  objective: partCard(usualObjective(model.sees)),
  training: trainingBeside(model),
  stages: model.stages,
});

export const modelCards = (): ModelCard[] => [...models.values()].sort(usualFirst).map(card);
