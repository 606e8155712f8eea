/** Which column is the user, the item, the time …: a suggestion with a confidence and a reason, from names and values. */
import { detectTime, timesOf, type DetectedTime } from './time.ts';
import { NAMED_ROLES, plainName, SYNONYMS } from './synonyms.ts';
import type { ColumnPlan, Role } from './types.ts';

type NamedRole = (typeof NAMED_ROLES)[number];

/** What the values of one column look like. */
interface Shape {
  readonly samples: readonly string[];
  readonly distinct: number;
  /** Share of the rows that have a value. */
  readonly filled: number;
  readonly averageLength: number;
  readonly numeric: boolean;
  /** 0, 1, 2, … or 1, 2, 3, …: the number of the row. */
  readonly counter: boolean;
  readonly time: DetectedTime | null;
}

interface Suggestion {
  readonly column: number;
  readonly role: NamedRole;
  readonly confidence: number;
  readonly why: string;
}

const SAMPLES = 5;
const MOSTLY = 0.5;
const TIME_VALUES = 200;
const LONG_TEXT = 40;
const FEW_KINDS = 30;
/** Below this a suggestion is not made. */
const WORTH = 0.3;
/** Characters beyond which a value is no number, and a name is like no word: what is longer need not be looked at. */
const LONGEST_NUMBER = 64;
const LONGEST_NAME = 100;
/** No digit can belong to two parts, so that reading it takes time in proportion to its length. */
const NUMBER = /^\s*[+-]?(?:\d+(?:[.,]\d+)?|[.,]\d+)(?:[eE][+-]?\d+)?\s*$/;

const isNumber = (value: string): boolean => value.length <= LONGEST_NUMBER && NUMBER.test(value);

function shapeOf(values: readonly string[]): Shape {
  const present = values.filter((value) => value.trim() !== '');
  const different = [...new Set(present)];
  const first = Number(present[0]);
  return {
    samples: different.slice(0, SAMPLES),
    distinct: different.length,
    filled: present.length / Math.max(values.length, 1),
    averageLength: present.reduce((sum, value) => sum + value.length, 0) / Math.max(present.length, 1),
    numeric: present.length > 0 && present.filter(isNumber).length >= MOSTLY * present.length,
    counter: present.length > 2 && first <= 1 && present.every((value, row) => value === String(first + row)),
    time: detectTime(present.slice(0, TIME_VALUES)),
  };
}

/** Edit distance of Levenshtein 1966. */
function distance(a: string, b: string): number {
  let above = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row.push(Math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    above = row;
  }
  return above[b.length];
}

const tolerance = (length: number): number => (length >= 10 ? 2 : length >= 5 ? 1 : 0);

/** Whether `plain` is `word` but for a letter or two. */
function isNear(word: string, plain: string): boolean {
  const most = tolerance(Math.min(word.length, plain.length));
  return Math.abs(word.length - plain.length) <= most && distance(word, plain) <= most;
}

/** How well a name fits a role: the same word, a word that begins or ends with it, or one mistyped. */
function byName(name: string, role: NamedRole): { confidence: number; why: string } | null {
  if (name.length > LONGEST_NAME) return null;
  const plain = plainName(name);
  if (plain === '') return null;
  const exact = SYNONYMS[role].indexOf(plain);
  if (exact >= 0) return { confidence: 0.97 - exact * 0.001, why: `the name "${name}" means ${role}` };
  const part = SYNONYMS[role].find((word) => word.length >= 5 && (plain.startsWith(word) || plain.endsWith(word)));
  if (part !== undefined) return { confidence: 0.7, why: `the name "${name}" contains "${part}"` };
  const near = SYNONYMS[role].find((word) => isNear(word, plain));
  return near === undefined ? null : { confidence: 0.6, why: `the name "${name}" is close to "${near}"` };
}

/** What the values make of a suggestion: a factor, and the reason where they speak against it. */
function byValues(role: NamedRole, shape: Shape): readonly [number, string] {
  switch (role) {
    case 'time':
      if (shape.time === null) return [0.2, 'but its values are no times'];
      return shape.time.form.kind === 'order' ? [0.85, shape.time.why] : [1, shape.time.why];
    case 'value':
      return shape.numeric ? [1, ''] : [0.2, 'but its values are no numbers'];
    case 'event':
      return shape.distinct <= FEW_KINDS ? [1, ''] : [0.3, 'but it has many different values'];
    case 'title':
      return shape.numeric ? [0.3, 'but its values are numbers'] : [1, ''];
    case 'category':
      return [1, ''];
    default:
      if (shape.filled < MOSTLY) return [0.5, 'but most rows have none'];
      return shape.averageLength > LONG_TEXT ? [0.5, 'but its values are long'] : [1, ''];
  }
}

/** A name that a list holds speaks for the roles of those lists alone, any other one for whatever it resembles. */
function nameSuggestions(names: readonly string[], shapes: readonly Shape[]): readonly Suggestion[] {
  return names.flatMap((name, column) => {
    const exact = NAMED_ROLES.filter((role) => SYNONYMS[role].includes(plainName(name)));
    return (exact.length > 0 ? exact : NAMED_ROLES).flatMap((role): Suggestion[] => {
      const fit = byName(name, role);
      if (!fit) return [];
      const [factor, reason] = byValues(role, shapes[column]);
      const why = reason === '' ? fit.why : `${fit.why}; ${reason}`;
      return [{ column, role, confidence: fit.confidence * factor, why }];
    });
  });
}

function timeSuggestions(shapes: readonly Shape[]): readonly Suggestion[] {
  return shapes.flatMap(({ time }, column): Suggestion[] =>
    time === null ? [] : [{ column, role: 'time', confidence: time.confidence * 0.85, why: time.why }],
  );
}

/** Takes suggestions from the surest down, one column per role and one role per column. */
function assign(suggestions: readonly Suggestion[]): Map<NamedRole, Suggestion> {
  const taken = new Map<NamedRole, Suggestion>();
  const columns = new Set<number>();
  for (const suggestion of [...suggestions].sort((a, b) => b.confidence - a.confidence)) {
    if (suggestion.confidence < WORTH || taken.has(suggestion.role) || columns.has(suggestion.column)) continue;
    taken.set(suggestion.role, suggestion);
    columns.add(suggestion.column);
  }
  return taken;
}

/** Fills user, item, value and title from values alone: exports put the user first and the item after it. */
function guessRest(taken: Map<NamedRole, Suggestion>, shapes: readonly Shape[]): void {
  const used = new Set([...taken.values()].map(({ column }) => column));
  const give = (role: NamedRole, column: number, confidence: number, why: string): void => {
    used.add(column);
    taken.set(role, { column, role, confidence, why });
  };
  const free = (test: (shape: Shape) => boolean): number =>
    shapes.findIndex((shape, column) => !used.has(column) && shape.distinct > 0 && test(shape));
  const looksLikeId = (shape: Shape): boolean => !shape.counter && shape.averageLength <= LONG_TEXT;
  const who = taken.has('user') || taken.has('session');
  if (!who && free(looksLikeId) >= 0) give('user', free(looksLikeId), 0.5, 'the first column that looks like ids');
  if (!taken.has('item') && free(looksLikeId) >= 0)
    give('item', free(looksLikeId), 0.5, 'the next column that looks like ids');
  const rating = free((shape) => shape.numeric && shape.distinct <= FEW_KINDS);
  if (!taken.has('value') && rating >= 0) give('value', rating, 0.4, 'few different numbers');
  const title = free((shape) => !shape.numeric && shape.distinct > FEW_KINDS);
  if (!taken.has('title') && title >= 0) give('title', title, 0.4, 'many different texts');
}

/** A list of things has an id and a title; a list of events, which has users or times, names things without ids by their titles. */
function itemFromContext(taken: Map<NamedRole, Suggestion>, names: readonly string[]): void {
  const title = taken.get('title');
  if (taken.has('item') || !title) return;
  const who = taken.has('user') || taken.has('session');
  const id = names.findIndex((name) => plainName(name) === 'id');
  if (!who && id >= 0) {
    taken.set('item', { column: id, role: 'item', confidence: 0.6, why: 'the id beside a title' });
  } else if (who || taken.has('time')) {
    taken.delete('title');
    taken.set('item', { ...title, role: 'item', confidence: 0.6, why: 'no item id; the title stands for the item' });
  }
}

/**
 * A role for every column.
 * @param rows sample rows, each with one value per name
 * @param guess whether columns whose names say nothing may be given a role by their values
 */
export function suggestColumns(
  names: readonly string[],
  rows: readonly (readonly string[])[],
  guess: boolean,
): readonly ColumnPlan[] {
  const shapes = names.map((_, column) => shapeOf(rows.map((row) => row[column])));
  const named = nameSuggestions(names, shapes);
  const taken = assign([...named, ...timeSuggestions(shapes)]);
  itemFromContext(taken, names);
  if (guess) guessRest(taken, shapes);
  const byColumn = new Map<number, Suggestion>(
    [...taken.values()].map((suggestion) => [suggestion.column, suggestion]),
  );
  return names.map((name, column): ColumnPlan => {
    const { samples, time } = shapes[column];
    const suggestion = byColumn.get(column);
    const refused = named.find((doubt) => doubt.column === column && doubt.confidence < WORTH);
    const role: Role = suggestion?.role ?? 'ignore';
    const confidence = Number((suggestion?.confidence ?? 0).toFixed(2));
    return {
      name,
      samples,
      role,
      confidence,
      why: suggestion?.why ?? refused?.why ?? 'not needed',
      time: time?.form ?? null,
      sampleTimes: time === null ? [] : timesOf(samples, time.form),
      list: null,
    };
  });
}
