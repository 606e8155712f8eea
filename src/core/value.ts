/** What a setting may be: a number, a word, or a list of words. Plain data, which a structured clone keeps and JSON spells. */
export type Value = number | string | readonly string[];

/** Whether two values are the same; lists are where their words are. Anything is the same as itself. */
export const sameValue = (a: unknown, b: unknown): boolean =>
  a === b ||
  (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((element, i) => element === b[i]));

/** A value for people: the words of a list one after another. */
export const valueText = (value: Value | null): string =>
  typeof value === 'object' && value !== null ? value.join(', ') : String(value);

/** Settings as one would type them: `width=16 mixers=scan+attention`. */
export const assigned = (values: Readonly<Record<string, Value>>): string =>
  Object.entries(values)
    .map(([name, value]) => `${name}=${[value].flat().join('+')}`)
    .join(' ');
