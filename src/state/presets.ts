import { byItemsOf } from '../core/by_items.ts';
import { sameValue } from '../core/value.ts';
import type { AnyValues, ModelCard, Preset, Setting, Settings, TrainingCard } from '../worker/contract.ts';
import type { Choice } from './slices/model.ts';

/** Every setting as it usually is. */
export const usualOf = (settings: Settings): AnyValues =>
  Object.fromEntries(Object.entries(settings).map(([name, { usual }]) => [name, usual]));

/** The names of settings that are read where so much is chosen and the rest is as usual. */
export const readNames = (settings: Settings, chosen: AnyValues): string[] =>
  Object.entries(settings).flatMap(([name, { readWith }]) => {
    if (readWith === undefined) return [name];
    const word = chosen[readWith.setting] ?? settings[readWith.setting]?.usual;
    return readWith.words.some((each) => each === word) ? [name] : [];
  });

/** The preset of that name; the model's first where it has none. */
export const presetNamed = ({ presets }: ModelCard, name: string | null): Preset =>
  presets.find((preset) => preset.name === name) ?? presets[0];

/** What the open data suggests: a length, once it was looked at, and what follows from the number of its items. */
export interface Suggesting {
  readonly length?: number | undefined;
  readonly items?: number | undefined;
}

/** The settings in force where nothing else is chosen. */
export const settingsInForce = (card: ModelCard, preset: string | null, { length, items }: Suggesting): AnyValues => ({
  ...usualOf(card.settings),
  ...(length === undefined ? {} : { length }),
  ...(items === undefined ? {} : byItemsOf(card.settings, items)),
  ...presetNamed(card, preset).values,
});

/** Whether the data decides a setting that no preset says. */
const leftToData = (name: string, setting: Setting): boolean => name === 'length' || 'byItems' in setting;

/** Of the settings in force those that tell a model's presets apart, but for the length, which the data may suggest. */
export function tellingSettings({ presets }: ModelCard, inForce: AnyValues): AnyValues {
  const telling = new Set(presets.flatMap(({ values }) => Object.keys(values)).filter((name) => name !== 'length'));
  return Object.fromEntries(Object.entries(inForce).filter(([name]) => telling.has(name)));
}

/**
 * The preset that a run with all these settings was begun with: of several that have them the `likely` one, else the first.
 * A preset that says no length, or nothing of what follows from the number of items, leaves it to the data. The first of all where none has them: what differs then shows beside it.
 */
export function presetOf({ settings, presets }: ModelCard, config: AnyValues, likely: string | null): string {
  const has = ({ values }: Preset): boolean => {
    const inForce: AnyValues = { ...usualOf(settings), ...values };
    return Object.entries(settings).every(
      ([name, setting]) =>
        sameValue(config[name], inForce[name]) || (leftToData(name, setting) && values[name] === undefined),
    );
  };
  const fitting = presets.filter(has);
  return (fitting.find(({ name }) => name === likely) ?? fitting[0] ?? presets[0]).name;
}

/** Whether a word, or any other value, may be chosen for a setting; its range is not asked. */
export const mayBe = (setting: Setting | undefined, value: unknown): boolean =>
  setting !== undefined &&
  (!('options' in setting) ||
    typeof value !== 'string' ||
    Object.hasOwn(setting.options, value) ||
    ('also' in setting && setting.also !== undefined && new RegExp(setting.also).test(value)));

/** A choice without what its model does not know of training: settings and words that are those of the model chosen before. */
export function settled(
  choice: Choice,
  { models, training }: { readonly models: readonly ModelCard[]; readonly training: TrainingCard | null },
): Choice {
  const card = models.find(({ name }) => name === choice.model);
  if (card === undefined || training === null) return choice;
  const known: Settings = { ...training.settings, ...card.training };
  const kept = Object.entries(choice.training).filter(
    ([name, value]) => Object.hasOwn(known, name) && mayBe(known[name], value),
  );
  return { ...choice, training: Object.fromEntries(kept) };
}
