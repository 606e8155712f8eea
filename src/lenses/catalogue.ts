import { unknownWord } from '../core/words.ts';
import type { Reader } from '../recommend/reader.ts';
import type { Lens } from './lens.ts';

const files = import.meta.glob<Lens>('./*.lens.ts', { eager: true, import: 'lens' });

const order = ['history', 'model', 'users', 'item'];

/** Every lens of this folder: those that read a history first, then by title. */
export const lenses: readonly Lens[] = Object.values(files).sort(
  (a, b) => order.indexOf(a.reads) - order.indexOf(b.reads) || a.title.localeCompare(b.title, 'en'),
);

/** @throws SettingsError */
export function lensNamed(name: string): Lens {
  const found = lenses.find((lens) => lens.name === name);
  if (found !== undefined) return found;
  throw unknownWord(
    'lens',
    name,
    lenses.map((lens) => lens.name),
  );
}

/** Whether a lens has something to show of a model. */
export function serves({ needs }: Lens, reader: Reader): boolean {
  if (needs === 'codes') return reader.codes !== null;
  if (needs === 'guesses') return reader.guesser !== null;
  return needs === null || reader.launches(needs);
}
