import { valueText } from '../core/value.ts';
import type { Choice } from './slices/model.ts';

/** One setting of the next run that differs from the last one's. */
export interface Change {
  readonly name: string;
  /** Absent: the default is in force. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** What differs between two choices, a line a setting; the watched user changes no run. */
export const choiceChanges = (before: Choice, now: Choice): Change[] => changesBetween(flat(before), flat(now));

/** Settings by name, each as text. */
export type Settings = ReadonlyMap<string, string>;

export const changesBetween = (before: Settings, now: Settings): Change[] =>
  [...new Set([...before.keys(), ...now.keys()])]
    .filter((name) => before.get(name) !== now.get(name))
    .map((name) => ({ name, before: before.get(name), now: now.get(name) }));

function flat({ model, preset, config, training, split, seen, seed }: Choice): Settings {
  const named = { model, preset, ...config, ...training, split, seen: seen ?? undefined, seed };
  return new Map(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, valueText(value)] as const])),
  );
}
