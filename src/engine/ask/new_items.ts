import type { Codes } from '../../events/codes.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Pace } from '../../core/pace.ts';
import { best, placeOf, type Ranked } from '../../recommend/rank.ts';
import type { Item } from '../data/messages.ts';
import type { AskableModel } from '../run/askable.ts';
import { codedTitles, type CodedTitle } from '../run/new_titles.ts';
import type { NewItem, PlacedItem } from './messages.ts';

/** New items beside a catalogue: item `count + j` is the j-th of them. */
export interface Beside {
  readonly placed: readonly PlacedItem[];
  /** The first of all by their scores, those of the catalogue first among equals. */
  best(many: number): readonly Ranked[];
  /** The new item of that index; null for one of the catalogue. */
  at(item: number): Item | null;
}

/** What is scored after a history. */
export interface Scored {
  readonly scores: ArrayLike<number>;
  readonly hidden: ReadonlySet<number>;
  /** The score that codes have. */
  readonly scoreOf: (codes: ArrayLike<number>) => number;
  readonly describe: (item: number) => Item;
}

/** New items of one question. */
const MOST_NEW = 16;

/** What new items come to beside a list that is free or `leans`. @throws SettingsError for who cannot code them */
export const codesOfNew = async (
  model: AskableModel | null,
  items: readonly NewItem[],
  leans: boolean,
  pace: Pace,
): Promise<readonly CodedTitle[]> => {
  if (items.length === 0) return [];
  if (items.length > MOST_NEW) {
    throw new SettingsError(`new items: ${items.length} at once, expected at most ${MOST_NEW}; ask about fewer`);
  }
  if (leans) {
    throw new SettingsError(
      'new items: a list that leans goes by how often items were taken, and nobody has taken these; leave popularity and diversity 0',
    );
  }
  if (model !== null) return codedTitles(model, items, pace);
  throw new SettingsError(
    'new item: a baseline knows items by how they were taken; ask a model that knows them by codes',
  );
};

/** Places new items among all of a catalogue and among one another. */
export function beside(
  { reader: { codes }, items: { ids } }: AskableModel,
  asked: readonly NewItem[],
  coded: readonly CodedTitle[],
  { scores, hidden, scoreOf, describe }: Scored,
): Beside {
  const all = Float64Array.from([...Array.from(scores), ...coded.map((item) => scoreOf(item.codes))]);
  const taken = new Set(ids);
  const described = asked.map(({ title, category }): Item => {
    const id = freeId(title, taken);
    taken.add(id);
    return { id, title, category: category ?? null, count: 0 };
  });
  const placed = coded.map(({ codes: own, unknown }, j) => ({
    ...described[j],
    rank: placeOf(all, hidden, ids.length + j),
    score: all[ids.length + j],
    codes: [...own],
    alike: sameCodes(codes, own).map(describe),
    unknown,
  }));
  return {
    placed,
    best: (many) => best(all, hidden, many),
    at: (item) => (item < ids.length ? null : described[item - ids.length]),
  };
}

/** An id that no item has. */
function freeId(title: string, taken: ReadonlySet<string>): string {
  let id = `new: ${title}`;
  while (taken.has(id)) id = `${id}'`;
  return id;
}

/** Items that are told by what codes they share. */
const MOST_ALIKE = 3;

/** The first items that have these codes, all of them. */
function sameCodes(codes: Codes | null, wanted: ArrayLike<number>): number[] {
  const found: number[] = [];
  if (codes === null) return found;
  const { slots, values } = codes;
  for (let item = 0; item * slots < values.length && found.length < MOST_ALIKE; item++) {
    let slot = 0;
    while (slot < slots && values[item * slots + slot] === wanted[slot]) slot++;
    if (slot === slots) found.push(item);
  }
  return found;
}
