import { SettingsError } from '../core/errors.ts';
import { checked, fields, listOf, number, perhaps, recordOf, seed, such, text, whole } from '../core/schema.ts';
import { sha256 } from '../core/sha256.ts';
import type { Experiment, Values } from './experiment.ts';

export interface SeedValues {
  readonly seed: number;
  readonly values: Values;
}

/** What was measured, as it is kept in bench/results/papers: raw values, and no verdict. */
export interface PaperRecord {
  readonly version: number;
  readonly id: string;
  /** Of recipe and sources, see `hashOf`. */
  readonly hash: string;
  readonly adapter: string;
  readonly commit: string;
  readonly seeds: readonly SeedValues[];
  /** Of all the above, see `digestOf`: a number that was changed by hand is seen. */
  readonly digest: string;
  /** Day of the run; absent where nobody wrote it down. */
  readonly date?: string;
}

const hexadecimal = such<string>(
  (value) => typeof value === 'string' && /^[0-9a-f]{64}$/.test(value),
  '64 hexadecimal digits',
);
const day = such<string>(
  (value) => typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value),
  'a day as 2026-11-29',
);

const schema = fields<PaperRecord>({
  version: whole(1, 1),
  id: text(),
  hash: hexadecimal,
  adapter: text(),
  commit: text(),
  seeds: listOf(fields<SeedValues>({ seed, values: recordOf(number) }), 'seeds'),
  digest: hexadecimal,
  date: perhaps(day),
});

/** The record of a file, or what is wrong with it. */
export function readRecord(id: string, file: unknown): PaperRecord | string {
  try {
    const record = checked(schema, file, `bench/results/papers/${id}.json`);
    return record.id === id ? record : `bench/results/papers/${id}.json is of ${record.id}.`;
  } catch (error) {
    if (error instanceof SettingsError) return `${error.message}.`;
    throw error;
  }
}

const ofText = (value: unknown): Promise<string> => sha256(new TextEncoder().encode(JSON.stringify(value)));

/** SHA-256 of what a result rests on: the recipe, and the sources in order of path. */
export const hashOf = ({ recipe, sources }: Pick<Experiment, 'recipe' | 'sources'>): Promise<string> =>
  ofText([recipe, Object.entries(sources).sort(([a], [b]) => (a < b ? -1 : 1))]);

/** SHA-256 of all that a record says but its day. */
export const digestOf = ({ version, id, hash, adapter, commit, seeds }: Omit<PaperRecord, 'digest'>): Promise<string> =>
  ofText([version, id, hash, adapter, commit, seeds.map(({ seed: s, values }) => [s, Object.entries(values).sort()])]);
