import type { Choice } from './slices/model.ts';

/** One setting of the next run that differs from the last one's. */
export interface Change {
  readonly name: string;
  /** Absent: the default is in force. */
  readonly before: string | undefined;
  readonly now: string | undefined;
}

/** What differs between two choices, a line a setting; the watched user changes no run. */
export function choiceChanges(before: Choice, now: Choice): Change[] {
  const [a, b] = [flat(before), flat(now)];
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => a.get(name) !== b.get(name))
    .map((name) => ({ name, before: a.get(name), now: b.get(name) }));
}

function flat({ model, preset, config, training, split, seen, seed }: Choice): ReadonlyMap<string, string> {
  const named = { model, preset, ...config, ...training, split, seen: seen ?? undefined, seed };
  return new Map(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const])),
  );
}
