/** Places in lists of ten as text, a character for each target: metrics at 10 are functions of nothing else. */

const PLACES = 10;
const HALVES = '0123456789abcdefghij';
const MISSED = '.';

/**
 * Twice the rank as a digit of base 20, since ranks that are expected under ties lie halfway between two places, and `.` from the
 * eleventh place on. `ranks` count from 0.
 */
export const placesText = (ranks: Float64Array): string =>
  Array.from(ranks, (rank) => (rank < PLACES ? HALVES[Math.round(2 * rank)] : MISSED)).join('');

/** The ranks again, Infinity from the eleventh place on. */
export const ranksOf = (places: string): Float64Array =>
  Float64Array.from(places, (place) => (place === MISSED ? Infinity : HALVES.indexOf(place) / 2));
