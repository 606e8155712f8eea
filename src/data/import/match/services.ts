/** What services export of one person, told by names of columns that stand together in no other table. */
import { plainName } from './synonyms.ts';

const EXPORTS: readonly (readonly string[])[] = [
  ['ts', 'ms_played', 'master_metadata_track_name'], // Spotify, extended history
  ['endTime', 'msPlayed', 'trackName'], // Spotify, account data
  ['endTime', 'msPlayed', 'episodeName'],
  ['Name', 'Letterboxd URI', 'Date'],
  ['Book Id', 'Exclusive Shelf', 'Date Read'], // Goodreads
  ['uts', 'artist', 'track'], // Last.fm, by lastfm-to-csv's columns
  ['header', 'titleUrl', 'products', 'time'], // Google Takeout
  ['watched_at', 'movie.title'], // Trakt
  ['watched_at', 'show.title'],
];

/** Whether a table is one person's by what service it is of, so that nobody need be asked. Netflix's has two columns only. */
export function isPersonalExport(names: readonly string[]): boolean {
  const plain = new Set(names.map(plainName));
  if (names.length === 2 && plain.has('title') && plain.has('date')) return true;
  return EXPORTS.some((columns) => columns.every((name) => plain.has(plainName(name))));
}
