import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Interactions } from '../data/dataset.ts';

/** Where evaluate.py is, which knows of this project what docs/formats.md and docs/protocol.md say. */
const docs = join(import.meta.dirname, '../../docs');

const MISSING = 'elsewhere: there is no Python with numpy; skip where `python` is null';

/** A Python that has these modules: PYTHON, or python3; null where there is none, and tests of it are skipped. */
export function pythonWith(...modules: readonly string[]): string | null {
  const command = process.env.PYTHON ?? 'python3';
  const find = `import importlib.util as u; exit(any(u.find_spec(name) is None for name in ${JSON.stringify(modules)}))`;
  try {
    execFileSync(command, ['-c', find], { stdio: 'ignore' });
    return command;
  } catch {
    return null;
  }
}

export const python = pythonWith('numpy');

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
  if (python === null) throw new Error(MISSING);
  const { protocol, users, items, ...scores } = JSON.parse(
    execFileSync(python, [join(docs, 'evaluate.py'), ...words], { encoding: 'utf8' }),
  ) as Omit<Elsewhere, 'scores'> & Record<string, Score>; // what the script prints
  return { protocol, users, items, scores };
}

/** What `found` is once these lines of Python, which may use `evaluate` and what is `given`, have run. */
export function saidElsewhere(given: unknown, lines: string): unknown {
  if (python === null) throw new Error(MISSING);
  const program = `import json, sys, evaluate\ngiven = json.loads(sys.argv[1])\n${lines}\nprint(json.dumps(found))`;
  return JSON.parse(
    execFileSync(python, ['-B', '-c', program, JSON.stringify(given)], { cwd: docs, encoding: 'utf8' }),
  );
}

/** The first users of a world, and what they took. */
export function firstUsers({ name, users, catalogue, user, item, time }: Interactions, count: number): Interactions {
  const rows = [...user.keys()].filter((row) => user[row] < count);
  return {
    ...{ name, catalogue, users: users.slice(0, count) },
    user: Uint32Array.from(rows, (row) => user[row]),
    item: Uint32Array.from(rows, (row) => item[row]),
    time: time === null ? null : Float64Array.from(rows, (row) => time[row]),
  };
}

/** Writes interactions as the table that the script reads. */
export function writeTable(path: string, { user, item, time, users, catalogue }: Interactions): void {
  const quoted = (text: string | undefined): string => `"${(text ?? '').replaceAll('"', '""')}"`;
  const rows = Array.from(user, (u, i) => {
    const texts = [catalogue.titles, catalogue.categories].map((of) => quoted(of?.[item[i]]));
    return `${users[u]},${catalogue.ids[item[i]]},${time?.[i] ?? i},${texts.join(',')}\n`;
  });
  writeFileSync(path, `user,item,time,title,category\n${rows.join('')}`);
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly [from: number, to: number];
}

/** The same file with every matrix in pieces of so many rows, as only larger ones are. */
export function inPieces(file: Uint8Array, rows: number): Uint8Array {
  const length = Number(new DataView(file.buffer, file.byteOffset).getBigUint64(0, true));
  const whole = JSON.parse(Buffer.from(file.subarray(8, 8 + length)).toString()) as Record<string, Entry>; // a file of ours
  const header = Object.fromEntries(
    Object.entries(whole).flatMap(([name, entry]) =>
      entry.dtype === 'F32' && entry.shape.length > 1 ? cut(name, entry, rows) : [[name, entry]],
    ),
  );
  const text = Buffer.from(JSON.stringify(header));
  const prefix = Buffer.alloc(8);
  prefix.writeBigUInt64LE(BigInt(text.length));
  return Buffer.concat([prefix, text, file.subarray(8 + length)]);
}

/** A tensor as pieces of so many rows. */
function cut(name: string, { dtype, shape: [all, ...others], data_offsets: [from, to] }: Entry, rows: number) {
  const row = (to - from) / all;
  return Array.from({ length: Math.ceil(all / rows) }, (_, piece): [string, Entry] => {
    const [at, end] = [piece * rows, Math.min(all, (piece + 1) * rows)];
    const shape = [end - at, ...others];
    return [
      `${name}.part${String(piece).padStart(2, '0')}`,
      { dtype, shape, data_offsets: [from + at * row, from + end * row] },
    ];
  });
}
