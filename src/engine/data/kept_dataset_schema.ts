/**
 * The strict schemas of what is kept of a dataset beside its columns: what its reading found, and the index of those that
 * are kept. What they do not name is refused.
 */
import * as v from 'valibot';
import { LONGEST_NAME } from '../../data/dataset.ts';
import { fileRoles, spellings } from '../../data/import/types.ts';
import { LARGEST_SEED } from '../../core/random.ts';
import { shapingFields } from '../../snapshot/manifest.ts';
import { digest, integer, text } from '../../snapshot/seal.ts';
import type { Source } from './datasets.ts';

/** What is known of a dataset beside its columns. Cells are as the file had them, lone surrogates included. */
export type KeptAbout = Omit<Source, 'interactions' | 'best'> & { readonly name: string };

const name = v.pipe(text(LONGEST_NAME), v.minLength(1));

const example = v.strictObject({ row: integer(1), column: v.string(), value: v.string(), cells: v.array(v.string()) });

const problem = v.strictObject({
  file: v.string(),
  kind: v.custom<Source['problems'][number]['kind']>(
    (kind) => typeof kind === 'string' && kind.length <= 60,
    'the name of a kind of problem',
  ),
  rows: integer(),
  rejected: v.boolean(),
  examples: v.pipe(v.array(example), v.maxLength(20)),
  repair: v.string(),
  sentence: v.string(),
});

const rows = v.strictObject({ read: integer(), used: integer(), leftOut: integer(), aside: integer() });

const twins = v.strictObject({
  what: v.picklist(['user', 'item']),
  spelling: v.picklist(spellings),
  ids: integer(),
  examples: v.array(v.array(v.string())),
  joined: v.boolean(),
});

const world = v.nullable(v.strictObject({ name, seed: integer(0, LARGEST_SEED) }));

export const keptAbout = v.strictObject({
  name,
  world,
  time: v.picklist(['seconds', 'order', 'none']),
  problems: v.array(problem),
  notes: v.array(v.string()),
  doubts: v.array(v.string()),
  files: v.array(v.strictObject({ file: v.string(), role: v.picklist(fileRoles), rows })),
  twins: v.array(twins),
  titledBlanks: integer(),
  guessed: v.boolean(),
}) satisfies v.GenericSchema<unknown, KeptAbout>;

/** A whole shaping, as a recipe has it. */
const shaping = v.strictObject({ ...shapingFields, sessionGap: v.nullable(integer(1)) });

const entry = v.strictObject({
  file: v.pipe(v.string(), v.regex(/^data-[0-9a-f]{16}\.safetensors$/)),
  name,
  world,
  interactions: integer(),
  users: integer(),
  items: integer(),
  bytes: integer(1),
  /** Rises with every use of any of them; the largest was used last. */
  used: integer(),
  /** The datasets that were made of it, the latest last. */
  shapings: v.array(v.strictObject({ fingerprint: digest, shaping })),
});

export type KeptEntry = v.InferOutput<typeof entry>;

export const keptIndex = v.strictObject({
  version: v.literal(1),
  /** Fingerprint of what the last run was trained on, which never goes to make room; null before the first. */
  pinned: v.nullable(digest),
  datasets: v.array(entry),
});

export type KeptIndex = v.InferOutput<typeof keptIndex>;
