import { SettingsError } from '../core/errors.ts';
import { foundIn } from '../core/found.ts';
import { chosen } from '../core/words.ts';
import type { Settings } from '../parts/settings.ts';
import type { Objective, Sees } from './objective.ts';

const modules = import.meta.glob<Record<string, unknown>>(['./*.ts', '!./*.test.ts', '!./catalogue.ts'], {
  eager: true,
});

/** Every objective, by name. A new one is found by its file. */
export const objectives: ReadonlyMap<string, Objective> = foundIn(modules, (value) => 'pose' in value);

/** What may be set of any of them. */
export const objectiveSettings: Settings = Object.assign(
  {},
  ...[...objectives.values()].map(({ settings }) => settings),
) as Settings;

/** What a model is trained on, and asked by, where nobody names it: the first objective that fits what it sees. */
export function usualObjective(sees: Sees): Objective {
  const usual = [...objectives.values()].find(({ needs }) => needs === sees);
  if (usual === undefined) throw new Error(`objectives: none fits a model that sees ${sees}`);
  return usual;
}

/** The objective of that name for a model. @throws SettingsError for one that there is not, or that the model would read off */
export function objectiveOf({ name, sees }: { readonly name: string; readonly sees: Sees }, named?: string): Objective {
  if (named === undefined) return usualObjective(sees);
  const objective = chosen('objective', named, Object.fromEntries(objectives));
  if (objective.needs === sees) return objective;
  const why =
    sees === 'all'
      ? 'sees all of a history, so that it would read what comes next instead of guessing it'
      : 'sees nothing behind a position, so that it could not use what stands there';
  const fitting = [...objectives.values()].filter(({ needs }) => needs === sees).map((fits) => fits.name);
  throw new SettingsError(`objective: ${name} ${why}; '${named}' does not fit, expected ${fitting.join(' or ')}`);
}

/** Rows of a model's table of tokens for so many items: padding, the items, what else its objective needs. */
export const vocabularyOf = (sees: Sees, items: number): number => 1 + items + usualObjective(sees).special;
