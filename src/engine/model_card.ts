import type { Model } from '../models/model.ts';
import { usualObjective } from '../objectives/catalogue.ts';
import type { Part } from '../parts/part.ts';
import type { ModelCard, PartCard } from './api.ts';

const partCard = ({ name, title, says, source, settings }: Part): PartCard => ({ name, title, says, source, settings });

/** What the page and the terminal know of a model. */
export const modelCard = (model: Model): ModelCard => ({
  ...partCard(model),
  presets: model.presets,
  objective: partCard(usualObjective(model.sees)),
  stages: model.stages,
});
