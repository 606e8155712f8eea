import { parseArgs } from 'node:util';
import { cases } from './cases.ts';

export const libraryNames = ['nextup', 'jax', 'tfjs', 'tfjs-2', 'tfjs-3', 'ort', 'processor', 'jax-wasm'] as const;

/** Those that are measured where nobody names any: what runs on the adapter. */
const USUAL = libraryNames.filter((name) => name !== 'processor' && name !== 'jax-wasm');

export interface Options {
  readonly cases: readonly string[];
  readonly libraries: readonly string[];
  /** Timed runs of each case in each library, in turn. */
  readonly runs: number;
  /** Browsers started per library and SASRec case to measure the time to the first result; 0 for none. */
  readonly cold: number;
  /** `swiftshader` asks Chromium for its software adapter, `default` takes what the machine has. */
  readonly adapter: 'swiftshader' | 'default';
  /** The commit whose Nextup is measured in turn with this one; the peers are left out. */
  readonly against: string | undefined;
  /** Turns of each version with `against`. */
  readonly rounds: number;
  /** Year-month-day, for the name of the result. */
  readonly date: string;
}

export const USAGE = `npm run bench -- [--only=case,…] [--libraries=name,…] [--runs=9] [--cold=3]
                  [--adapter=swiftshader|default] [--date=2026-01-31]
npm run bench -- --against=COMMIT [--only=case,…] [--rounds=6] [--adapter=swiftshader|default] [--date=2026-01-31]
cases: ${cases.map(({ name }) => name).join(' ')}
libraries: ${libraryNames.join(' ')}`;

/** What a result is named by: its cases, or one word for all of them. */
export const wordsOf = (chosen: readonly string[]): readonly string[] =>
  chosen.length === cases.length ? ['cases'] : chosen;

/** Options of one of the two ways to measure alone. */
const BESIDE_PEERS = ['libraries', 'runs', 'cold'] as const;

/** Reads the command line. Throws with the usage where an option is unknown or out of range. */
export function readOptions(args: readonly string[], today: string): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: 'string', default: cases.map(({ name }) => name).join(',') },
      libraries: { type: 'string' },
      runs: { type: 'string' },
      cold: { type: 'string' },
      against: { type: 'string' },
      rounds: { type: 'string' },
      adapter: { type: 'string', default: 'swiftshader' },
      date: { type: 'string', default: today },
    },
  });
  if (values.adapter !== 'swiftshader' && values.adapter !== 'default') {
    throw new Error(`bench: --adapter is '${values.adapter}', expected swiftshader or default`);
  }
  for (const name of values.against === undefined ? (['rounds'] as const) : BESIDE_PEERS) {
    if (values[name] !== undefined) throw new Error(`bench: --${name} does not belong here; ${USAGE}`);
  }
  return {
    cases: chosen(
      '--only',
      values.only,
      cases.map(({ name }) => name),
    ),
    libraries: chosen('--libraries', values.libraries ?? USUAL.join(','), libraryNames),
    runs: count('--runs', values.runs ?? '9', 1),
    cold: count('--cold', values.cold ?? '3', 0),
    adapter: values.adapter,
    against: values.against,
    rounds: count('--rounds', values.rounds ?? '6', 1),
    date: values.date,
  };
}

function chosen(option: string, list: string, known: readonly string[]): string[] {
  const names = list.split(',');
  for (const name of names) {
    if (!known.includes(name))
      throw new Error(`bench: ${option} names '${name}', expected some of ${known.join(', ')}`);
  }
  return names;
}

function count(option: string, text: string, least: number): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`bench: ${option} is '${text}', expected a whole number from ${least}`);
  }
  return value;
}
