import { Pacer, type Pace } from '../../core/pace.ts';
import { decode, decoders } from '../../decoders/catalogue.ts';
import type { Wish } from '../../decoders/decoder.ts';
import { best, type Ranked } from '../../recommend/rank.ts';
import { SettingsError } from '../../core/errors.ts';
import type { Reader } from '../../recommend/reader.ts';
import type { AskedDecoder, DecoderCard } from './messages.ts';
import type { Steered } from './steered.ts';

/** What is asked of a list. */
export interface AskedList extends Wish {
  readonly lean: Steered['lean'];
}

/** A list that a decoder made, and where its items stand in the exact one. */
export interface DecodedList {
  readonly list: readonly Ranked[];
  /** Null where the whole catalogue was scored. */
  readonly search: {
    readonly decoder: string;
    readonly places: readonly number[];
    readonly missed: readonly (Ranked & { readonly rank: number })[];
  } | null;
}

/** The decoders that a model can be asked by. */
export const decodersOf = ({ guesser }: Reader): DecoderCard[] =>
  [...decoders.values()]
    .filter(({ needs }) => needs === 'scores' || guesser !== null)
    .map(({ name, title, says, source, settings }) => ({ name, title, says, source, settings }));

/**
 * A list by a decoder after the history whose state and scores these are.
 * @throws SettingsError for a decoder that the model cannot be asked by, CancelledError
 */
export async function decodedList(
  { scorer, guesser }: Reader,
  state: Float64Array,
  scores: ArrayLike<number>,
  { name, values = {} }: AskedDecoder,
  { lean, ...wish }: AskedList,
  pace: Pace,
): Promise<DecodedList> {
  if (lean !== null) return leaningList(scores, name, { lean, ...wish });
  const work = decode({ name, values }, { state, scorer, guesser }, wish);
  const { list, branches } = await new Pacer('recommend', pace).through(work);
  if (branches.length === 0 && decoders.get(name)?.needs === 'scores') return { list, search: null };
  const exact = best(scores, wish.hidden, scores.length);
  const placeOf = new Map(exact.map(({ item }, place) => [item, place]));
  const found = new Set(list.map(({ item }) => item));
  const missed = exact.slice(0, wish.count).map((ranked, rank) => ({ ...ranked, rank }));
  return {
    list,
    search: {
      decoder: name,
      places: list.map(({ item }) => placeOf.get(item) ?? -1),
      missed: missed.filter(({ item }) => !found.has(item)),
    },
  };
}

/** @throws SettingsError for a decoder that searches codes, whose scores are not all known */
export function leaningList(scores: ArrayLike<number>, decoder: string, wish: AskedList): DecodedList {
  if (decoders.get(decoder)?.needs !== 'scores') {
    throw new SettingsError(
      `steer: popularity and diversity weigh the scores of all items, and '${decoder}' searches codes, expected exact`,
    );
  }
  const { lean, hidden, count } = wish;
  return { list: lean === null ? best(scores, hidden, count) : lean(scores, hidden, count), search: null };
}
