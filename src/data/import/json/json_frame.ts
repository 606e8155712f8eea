/** Words that an export writes around every title: YouTube's history says "Watched " before each. */
import type { JsonFrame } from '../types.ts';

/** The columns of Takeout's activities; the language of the account decides the words around the title. */
const ACTIVITY = ['header', 'title', 'titleUrl', 'time'];
/** Share of the titles that have the words; removed videos and posts have others. */
const MOSTLY = 0.75;
const CHECKED = 200;
const FEWEST = 3;

/** Where many titles begin alike, what they begin with is not all the service's. */
const ENGLISH = /^(?:Watched|Listened to|Viewed) /;

const countOf = (texts: readonly string[], test: (text: string) => boolean): number => texts.filter(test).length;

/** The longest words with which most texts begin (or end, where they are read backwards). */
function common(texts: readonly string[]): string {
  const candidates = new Map<string, number>();
  for (const text of texts.slice(0, CHECKED)) {
    for (const { index, 0: gap } of [...text.matchAll(/[\s«»„“”"]+/gu)].slice(0, 4)) {
      const words = text.slice(0, index + gap.length);
      candidates.set(words, (candidates.get(words) ?? 0) + 1);
    }
  }
  const enough = [...candidates].filter(([, count]) => count >= MOSTLY * Math.min(texts.length, CHECKED));
  return enough.reduce((longest, [words]) => (words.length > longest.length ? words : longest), '');
}

const backwards = (text: string): string => Array.from(text).reverse().join('');

/** The words around the titles of an activity of Takeout; null for other tables. */
export function frameOf(names: readonly string[], rows: readonly (readonly string[])[]): JsonFrame | null {
  if (!ACTIVITY.every((name) => names.includes(name))) return null;
  const column = 'title';
  const [title, url] = [names.indexOf(column), names.indexOf('titleUrl')];
  const titles = rows.filter((row) => row[url] !== '').map((row) => row[title]);
  if (titles.length < FEWEST) return null;
  const before = ENGLISH.exec(common(titles))?.[0] ?? common(titles);
  const after = backwards(common(titles.map(backwards)));
  const framed = countOf(titles, (text) => text.startsWith(before) && text.endsWith(after));
  return (before === '' && after === '') || framed < MOSTLY * titles.length ? null : { column, before, after };
}
