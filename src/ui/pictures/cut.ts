/** Titles that are too long for their place, cut so that those that differ late can still be told apart. */

/** Of each title how many of its first characters another one begins with too: up to there nothing tells them apart. */
export function alikeUpTo(titles: readonly string[]): ReadonlyMap<string, number> {
  const sorted = [...new Set(titles)].sort();
  const next = sorted.map((title, i) => commonBeginning(title, sorted[i + 1] ?? ''));
  return new Map(sorted.map((title, i) => [title, Math.max(next[i], next[i - 1] ?? 0)]));
}

function commonBeginning(a: string, b: string): number {
  let at = 0;
  while (at < a.length && a[at] === b[at]) at++;
  return at;
}

/**
 * The text where it fits, else as much of its beginning as does, with an ellipsis. Where that would end before `alike` characters, up
 * to which others begin the same, what follows is kept and the beginning gives way: "The Lighth… vol. 2…".
 */
export function cut(text: string, alike: number, fits: (text: string) => boolean): string {
  if (fits(text)) return text;
  const beginning = longest(text.length, (length) => `${text.slice(0, length).trimEnd()}…`, fits);
  if (beginning.length > alike + 1 || alike === 0 || alike >= text.length) return beginning;
  const [from, to] = [partAt(text, alike), wordEnd(text, alike)];
  const part = `${text.slice(from, to)}${to < text.length ? '…' : ''}`;
  if (!fits(`…${part}`)) return longest(part.length, (length) => `…${part.slice(0, length).trimEnd()}…`, fits);
  return longest(from, (length) => `${text.slice(0, length).trimEnd()}… ${part}`, fits);
}

/** The text of the largest length that fits; that of length 0 where none does. */
function longest(most: number, make: (length: number) => string, fits: (text: string) => boolean): string {
  let [low, high] = [0, most];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (fits(make(middle))) low = middle;
    else high = middle - 1;
  }
  return make(low);
}

/** Characters before the first difference in which the part that it stands in may begin: "vol. " before 2. */
const NEAR = 12;

/** Where the part of a title begins in which it differs from others: behind the last comma or so before it, else at its word. */
function partAt(text: string, differs: number): number {
  const before = text.slice(0, differs);
  const mark = Math.max(...[',', ':', ';', '(', '–', '—'].map((sign) => before.lastIndexOf(sign)));
  const from = mark >= 0 && differs - mark <= NEAR ? mark + 1 : before.lastIndexOf(' ') + 1;
  return from + (text.slice(from).length - text.slice(from).trimStart().length);
}

function wordEnd(text: string, from: number): number {
  const space = text.indexOf(' ', from);
  return space < 0 ? text.length : space;
}
