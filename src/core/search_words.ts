import { counted } from './counted.ts';

/** A list that was searched for, beside the exact one. */
interface Found {
  /** Of each item of the list its place in the exact one, from 0. */
  readonly places: readonly number[];
  /** Items of the exact list that were not found, the first of them first. */
  readonly missed: readonly { readonly rank: number; readonly title: string }[];
}

/** Missed items that are named. */
const NAMED = 5;

/** What a search for a list of `count` places found and missed of the exact one. */
export function searchWords({ places, missed }: Found, count: number): string {
  const found = places.filter((place) => place >= 0 && place < count).length;
  const whole = found + missed.length; // less than asked for where a catalogue has no more
  if (places.length === 0) return 'Searched for, not scored: nothing was found.';
  const listed = counted(places.length, 'item');
  const short = places.length < whole ? ` Only ${places.length} of ${whole} places are filled.` : '';
  const first = `Searched for, not scored: ${found} of ${places.length === 1 ? 'this' : 'these'} ${listed} ${found === 1 ? 'is' : 'are'} among the first ${whole} of the whole catalogue.${short}`;
  if (missed.length === 0) return first;
  const named = missed.slice(0, NAMED).map(({ rank, title }) => `${title} (place ${rank + 1})`);
  const more = missed.length > NAMED ? ` and ${missed.length - NAMED} more` : '';
  return `${first} Not found: ${named.join(', ')}${more}.`;
}
