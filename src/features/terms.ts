import { stream } from '../core/random.ts';
import type { Catalogue } from '../data/dataset.ts';
import { SparseRows, type Sparse } from './sparse.ts';

/** Columns that terms fall into by their hash. */
export const COLUMNS = 2 ** 15;
/** Lengths of the pieces of a word, its ends marked, so that forms of one word are alike. */
const GRAMS = [3, 4] as const;
/** Of a word beside its pieces, which are many. */
const WORD_WEIGHT = 2;
/** Items between two yields. */
const AT_ONCE = 256;

/**
 * What stands in the titles and categories of items: words and pieces of words, each in a column that its hash names.
 *
 *   A[i, t] ∝ (1 + ln n_it) · ln((1 + N) / (1 + n_t)),   rows of length 1
 *
 * TF-IDF (Salton & Buckley 1988) over hashed terms (Weinberger et al. 2009). An item without any text has an empty row.
 *
 * @param heldOut  items, ascending, that do not count among the N and the n_t: a term that only they have says nothing
 */
export function* termFrequencies(
  { ids, titles, categories }: Catalogue,
  heldOut: Uint32Array = NONE,
): Generator<void, Sparse> {
  const counted = new SparseRows();
  const having = new Uint32Array(COLUMNS);
  let held = 0; // how many of the held out items came before
  for (let item = 0; item < ids.length; item++) {
    const terms = countedTerms(titles?.[item] ?? '', categories?.[item] ?? '');
    counted.add(terms);
    if (heldOut[held] === item) held++;
    else for (const column of terms.keys()) having[column]++;
    if (item % AT_ONCE === 0) yield;
  }
  const matrix = counted.matrix(COLUMNS);
  weigh(matrix, having, ids.length - heldOut.length);
  return matrix;
}

const NONE = new Uint32Array(0);

/** How often each term stands in a text, by its column. */
export function countedTerms(title: string, category: string): ReadonlyMap<number, number> {
  const terms = new Map<number, number>();
  for (const [term, weight] of termsOf(title, category)) {
    const column = columnOf(term);
    terms.set(column, (terms.get(column) ?? 0) + weight);
  }
  return terms;
}

/** The words of a title that stand in none of `titles`, each once. Columns do not tell: several terms fall into one. */
export function* unknownWords(titles: readonly string[], title: string): Generator<void, readonly string[]> {
  const unknown = new Set(wordsOf(title));
  for (const [item, known] of titles.entries()) {
    for (const word of wordsOf(known)) unknown.delete(word);
    if (item % AT_ONCE === 0) yield;
  }
  return [...unknown];
}

const columnOf = (term: string): number => stream(term) % COLUMNS;

/** ln((1 + N) / (1 + n_t)) of a term that n_t of N items have. */
export const rarity = (items: number, having: number): number => Math.log((1 + items) / (1 + having));

/** What a term weighs that stands n_it times in an item: (1 + ln n_it) by its rarity. */
export const weightOf = (count: number, rare: number): number => (1 + Math.log(count)) * rare;

/** Counts become weights by how rare a term is among so many items, and rows of length 1. */
function weigh({ rows, offsets, column, value }: Sparse, having: Uint32Array, items: number): void {
  for (let r = 0; r < rows; r++) {
    const [from, to] = [offsets[r], offsets[r + 1]];
    let squares = 0;
    for (let i = from; i < to; i++) {
      value[i] = having[column[i]] === 0 ? 0 : weightOf(value[i], rarity(items, having[column[i]]));
      squares += value[i] * value[i];
    }
    for (let i = from; i < to; i++) value[i] /= squares > 0 ? Math.sqrt(squares) : 1;
  }
}

/** Terms with their weight; those of a category are other terms than the same words of a title. */
function* termsOf(title: string, category: string): Generator<readonly [string, number]> {
  for (const word of wordsOf(title)) {
    yield [word, WORD_WEIGHT];
    const marked = Array.from(`^${word}$`);
    for (const length of GRAMS) {
      for (let at = 0; at + length <= marked.length; at++) yield [`~${marked.slice(at, at + length).join('')}`, 1];
    }
  }
  if (category !== '') yield [`#${category.normalize('NFKC').toLowerCase()}`, WORD_WEIGHT];
  for (const word of wordsOf(category)) yield [`#${word}`, WORD_WEIGHT];
}

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? [];
