import { unknownWord } from '../core/words.ts';
import type { Paper } from './paper.ts';

const files = import.meta.glob<Paper>('./[a-h][0-9]*-*.ts', { eager: true, import: 'paper' });

const place = ({ id }: Paper): number => id.charCodeAt(0) * 1000 + Number(id.slice(1));

/** Every paper, by letter and number. A new one is found by its file. */
export const papers: readonly Paper[] = Object.values(files).sort((a, b) => place(a) - place(b));

/** @throws SettingsError */
export function paperWithId(id: string): Paper {
  const found = papers.find((paper) => paper.id === id.toUpperCase());
  if (found !== undefined) return found;
  throw unknownWord(
    'paper',
    id,
    papers.map((paper) => paper.id),
  );
}
