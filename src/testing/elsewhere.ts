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

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [from: number, to: number];
}

/** The same file with one of its tensors in pieces of so many rows, as only larger ones are. */
export function inPieces(file: Uint8Array, name: string, rows: number): Uint8Array {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const { [name]: whole, ...header } = JSON.parse(Buffer.from(file.subarray(8, 8 + length)).toString()) as Record<
    string,
    Entry
  >; // a file of ours
  const [all, ...others] = whole.shape;
  const [from, to] = whole.data_offsets;
  const row = (to - from) / all;
  for (let at = 0, piece = 0; at < all; at += rows, piece++) {
    const end = Math.min(all, at + rows);
    header[`${name}.part${String(piece).padStart(2, '0')}`] = {
      dtype: whole.dtype,
      shape: [end - at, ...others],
      data_offsets: [from + at * row, from + end * row],
    };
  }
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([prefix, text, file.subarray(8 + length)]);
}
