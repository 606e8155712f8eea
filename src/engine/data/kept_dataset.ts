/**
 * A dataset as one file: the interactions as they were read, before any shaping, and what the reading found. A simulated
 * world is its name and seed, which make it again. Shaped alike, it is the same dataset, with the same fingerprint.
 */
import * as v from 'valibot';
import { Pacer } from '../../core/pace.ts';
import type { Catalogue, Interactions, Kinds } from '../../data/dataset.ts';
import { NO_VALUE, spelledOnce } from '../../data/spelling.ts';
import { checkKinds } from '../../snapshot/kinds.ts';
import { jsonTensor, readJson } from '../../snapshot/json_tensor.ts';
import { quote, refusal } from '../../snapshot/refusal.ts';
import { type Format, seal, seals, unseal, verify } from '../../snapshot/seal.ts';
import { decodingStrings, encodingStrings, STRIDE } from '../../snapshot/strings.ts';
import { type Tensor, u32, u8 } from '../../snapshot/tensor.ts';
import type { Source } from './datasets.ts';
import { keptAbout, type KeptAbout } from './kept_dataset_schema.ts';

/** What a file holds; no interactions where a world makes them. */
export interface KeptSource {
  readonly about: KeptAbout;
  readonly interactions: Interactions | null;
}

const schema = v.strictObject(seals);
const FORMAT: Format<v.InferOutput<typeof schema>> = { name: 'nextup-dataset', version: 1, schema };

/** Of what is said beside the columns, as UTF-8. */
const MAX_ABOUT_BYTES = 8 * 2 ** 20;
/** A part is training, validation or test. */
const LARGEST_PART = 2;

/**
 * The bytes of a dataset, and the SHA-256 of what they hold, which is the same for the same dataset. Throws SnapshotError
 * for whatever `decodeDataset` would refuse.
 */
export async function encodeDataset(
  source: Source,
): Promise<{ readonly bytes: Uint8Array<ArrayBuffer>; readonly sha256: string }> {
  const { interactions, world, time, problems, notes, doubts, files, twins, titledBlanks, guessed } = source;
  const { name } = interactions;
  const about: KeptAbout = { name, world, time, problems, notes, doubts, files, twins, titledBlanks, guessed };
  const columns = world === null ? await new Pacer('keep', {}).through(columnsOf(interactions)) : [];
  const bytes = await seal(FORMAT, {}, [jsonTensor('about', about, keptAbout, MAX_ABOUT_BYTES), ...columns]);
  return { bytes, sha256: unseal(FORMAT, bytes).manifest.dataSha256 };
}

/** Reads a dataset. Throws SnapshotError, and nothing else, for a file that is not wholly right. */
export async function decodeDataset(bytes: Uint8Array<ArrayBuffer>): Promise<KeptSource> {
  const { manifest, tensors } = unseal(FORMAT, bytes);
  await verify(bytes, manifest);
  const columns = new Columns(tensors);
  const about = readJson('about', columns.bytes('about'), keptAbout, MAX_ABOUT_BYTES);
  const reading = new Pacer('reopen', {});
  const interactions = about.world === null ? await reading.through(interactionsOf(about.name, columns)) : null;
  columns.expectNoMore();
  return { about, interactions };
}

function* columnsOf(interactions: Interactions): Generator<void, readonly Tensor[]> {
  const { users, catalogue, user, item, time, part, kinds, values } = interactions;
  return [
    ...(yield* idTensors('users', users)),
    ...(yield* idTensors('items', catalogue.ids)),
    ...(yield* textTensors('titles', catalogue.titles)),
    ...(yield* textTensors('categories', catalogue.categories)),
    u32('user', user),
    u32('item', item),
    ...(time === null ? [] : [halves('time', time)]),
    ...(part === undefined ? [] : [u8('part', part)]),
    ...(kinds === undefined ? [] : [...(yield* idTensors('kinds', kinds.names)), u8('kind', kinds.of)]),
    ...(values === undefined ? [] : [halves('value', spelledOnce(values))]),
  ];
}

function* idTensors(name: string, ids: readonly string[]): Generator<void, readonly Tensor[]> {
  const odd = ids.find((id) => !id.isWellFormed());
  // Written as UTF-8 it would come back as another id, and the dataset as another one.
  if (odd !== undefined) throw refusal('SNAP_ITEMS', name, `the id ${quote(odd)} is not well-formed Unicode`);
  return yield* encodingStrings(name, ids);
}

/** Nothing where there is no text at all: a tensor has no zero extent, and no text reads like none. */
function* textTensors(name: string, texts: readonly string[] | null): Generator<void, readonly Tensor[]> {
  return texts?.some((text) => text !== '') === true ? yield* encodingStrings(name, texts) : [];
}

/** Doubles as two words each, the lower one first: (n, 2). */
const halves = (name: string, data: Float64Array): Tensor => ({
  ...{ name, dtype: 'U32', shape: [data.length, 2] },
  data: new Uint32Array(data.buffer, data.byteOffset, 2 * data.length),
});

function* interactionsOf(name: string, columns: Columns): Generator<void, Interactions> {
  const users = yield* columns.strings('users');
  const ids = yield* columns.strings('items');
  const catalogue: Catalogue = {
    ids,
    titles: yield* columns.texts('titles', ids.length),
    categories: yield* columns.texts('categories', ids.length),
  };
  const user = columns.words('user').slice();
  yield;
  const item = columns.words('item', user.length).slice();
  yield;
  const time = columns.has('time') ? columns.doubles('time', user.length) : null;
  const part = columns.has('part') ? columns.bytes('part', user.length) : undefined;
  const kinds = columns.has('kind') ? yield* kindsOf(columns, user.length) : undefined;
  const values = columns.has('value') ? columns.doubles('value', user.length) : undefined;
  yield* checkBelow('user', user, users.length);
  yield* checkBelow('item', item, ids.length);
  if (time !== null) yield* checkTimes(time);
  if (part !== undefined) yield* checkParts(part);
  if (values !== undefined) yield* checkValues(values);
  return {
    ...{ name, users, catalogue, user, item, time },
    ...(part === undefined ? {} : { part }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(values === undefined ? {} : { values }),
  };
}

function* kindsOf(columns: Columns, count: number): Generator<void, Kinds> {
  const names = yield* columns.strings('kinds');
  checkKinds('kinds', names);
  const of = columns.bytes('kind', count);
  yield* checkBelow('kind', of, names.length + 1);
  return { names, of };
}

/** Looks at each of `count` places, piece by piece. */
function* each(count: number, look: (i: number) => void): Generator<void, void> {
  for (let i = 0; i < count; i++) {
    if (i % STRIDE === 0) yield;
    look(i);
  }
}

const checkBelow = (name: string, codes: Uint32Array | Uint8Array, count: number): Generator<void, void> =>
  each(codes.length, (i) => {
    if (codes[i] < count) return;
    throw refusal('SNAP_NUMBERS', `tensor "${name}"`, `${codes[i]}, expected less than ${count}`);
  });

const checkTimes = (time: Float64Array): Generator<void, void> =>
  each(time.length, (i) => {
    if (!Number.isFinite(time[i])) throw refusal('SNAP_NUMBERS', 'tensor "time"', 'a time that is not finite');
  });

/** Finite, or the one spelling of what nobody knows. */
function checkValues(values: Float64Array): Generator<void, void> {
  const words = new Uint32Array(values.buffer, values.byteOffset, 2 * values.length);
  return each(values.length, (i) => {
    if (Number.isFinite(values[i])) return;
    if (words[2 * i] === NO_VALUE[0] && words[2 * i + 1] === NO_VALUE[1]) return;
    throw refusal(
      'SNAP_NUMBERS',
      'tensor "value"',
      `${values[i]} at ${i}, expected a number, or the NaN of an unknown one`,
    );
  });
}

const checkParts = (part: Uint8Array): Generator<void, void> =>
  each(part.length, (i) => {
    if (part[i] <= LARGEST_PART && part[i] >= (part[i - 1] ?? 0)) return;
    throw refusal('SNAP_NUMBERS', 'tensor "part"', `${part[i]} at ${i}, expected 0, 1, 2 in order`);
  });

/** The tensors of a file by name; each must be asked for. */
class Columns {
  private readonly left: Map<string, Tensor>;

  constructor(tensors: readonly Tensor[]) {
    this.left = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  }

  has(name: string): boolean {
    return this.left.has(name);
  }

  bytes(name: string, count?: number): Uint8Array<ArrayBuffer> {
    const tensor = this.left.get(name);
    if (tensor?.dtype !== 'U8' || !isOf(tensor, count === undefined ? [null] : [count])) {
      throw unlike(name, 'U8', count);
    }
    this.left.delete(name);
    return tensor.data.slice();
  }

  words(name: string, count?: number): Uint32Array {
    const tensor = this.left.get(name);
    if (tensor?.dtype !== 'U32' || !isOf(tensor, count === undefined ? [null] : [count])) {
      throw unlike(name, 'U32', count);
    }
    this.left.delete(name);
    return tensor.data;
  }

  doubles(name: string, count: number): Float64Array {
    const tensor = this.left.get(name);
    if (tensor?.dtype !== 'U32' || !isOf(tensor, [count, 2])) throw unlike(name, 'U32 (n, 2)', count);
    this.left.delete(name);
    return new Float64Array(tensor.data.slice().buffer);
  }

  /** Different ones. */
  *strings(name: string): Generator<void, readonly string[]> {
    const strings = yield* decodingStrings(name, this.bytes(`${name}.bytes`), this.words(`${name}.offsets`));
    const seen = new Set<string>();
    yield* each(strings.length, (i) => seen.add(strings[i]));
    if (seen.size !== strings.length) throw refusal('SNAP_ITEMS', name, 'an id is there twice');
    return strings;
  }

  *texts(name: string, count: number): Generator<void, readonly string[] | null> {
    if (!this.has(`${name}.bytes`)) return null;
    return yield* decodingStrings(name, this.bytes(`${name}.bytes`), this.words(`${name}.offsets`, count + 1));
  }

  expectNoMore(): void {
    for (const name of this.left.keys()) {
      throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'not part of this dataset');
    }
  }
}

const isOf = ({ shape }: Tensor, expected: readonly (number | null)[]): boolean =>
  shape.length === expected.length && expected.every((extent, i) => extent === null || extent === shape[i]);

const unlike = (name: string, what: string, count: number | undefined): Error =>
  refusal(
    'SNAP_TENSOR_LIST',
    `tensor "${name}"`,
    `missing, expected ${what}${count === undefined ? '' : ` of ${count}`}`,
  );
