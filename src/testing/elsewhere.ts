import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interactions } from '../data/dataset.ts';

/** docs/evaluate.py, which knows of this project what docs/formats.md and docs/protocol.md say. */
const script = join(import.meta.dirname, '../../docs/evaluate.py');

/** A Python with numpy: PYTHON, or python3; null where there is none, and tests of it are skipped. */
export const python: string | null = (() => {
  const command = process.env.PYTHON ?? 'python3';
  try {
    execFileSync(command, ['-c', 'import numpy'], { stdio: 'ignore' });
    return command;
  } catch {
    return null;
  }
})();

export interface Score {
  readonly hr: number;
  readonly ndcg: number;
}

/** HR@10 and NDCG@10 of each recommender by name, and what they were measured on. */
export interface Elsewhere {
  readonly protocol: string;
  readonly users: number;
  readonly items: number;
  readonly scores: Readonly<Record<string, Score>>;
}

/** What the script says of a table and, where one is named, of a model; `words` are its arguments. */
export function evaluateElsewhere(words: readonly string[]): Elsewhere {
  if (python === null) throw new Error('elsewhere: there is no Python with numpy; skip where `python` is null');
  const { protocol, users, items, ...scores } = JSON.parse(
    execFileSync(python, [script, ...words], { encoding: 'utf8' }),
  ) as Omit<Elsewhere, 'scores'> & Record<string, Score>; // what the script prints
  return { protocol, users, items, scores };
}

/** Writes interactions as the table that the script reads. */
export function writeTable(path: string, { user, item, time, users, catalogue }: Interactions): void {
  const rows = Array.from(user, (u, i) => `${users[u]},${catalogue.ids[item[i]]},${time?.[i] ?? i}\n`);
  writeFileSync(path, `user,item,time\n${rows.join('')}`);
}
