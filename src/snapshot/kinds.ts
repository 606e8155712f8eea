import { LONGEST_KIND, MOST_KINDS } from '../core/history.ts';
import type { ExpectedTensor } from './items.ts';
import type { Outline } from './pieces.ts';
import { quote, refusal } from './refusal.ts';
import { decodeStrings, encodeStrings } from './strings.ts';
import type { Tensor } from './tensor.ts';

const NAME = 'kinds.name';

/** The tensors that hold the names of the kinds of events; none where a model reads none. */
export const kindTensors = (reads: boolean): readonly ExpectedTensor[] =>
  reads
    ? [
        { name: `${NAME}.bytes`, dtype: 'U8', shape: [null] },
        { name: `${NAME}.offsets`, dtype: 'U32', shape: [null] },
      ]
    : [];

/** Them at their largest. */
export const kindOutlines = (reads: boolean): readonly Outline[] => {
  const extents = [3 * LONGEST_KIND * MOST_KINDS, MOST_KINDS + 1]; // a UTF-16 unit has at most three bytes
  return kindTensors(reads).map(({ name, dtype }, i) => ({ name, dtype, shape: [extents[i]] }));
};

/** @throws SnapshotError for names that are no kinds */
export function encodeKinds(names: readonly string[] | null): readonly Tensor[] {
  if (names === null) return [];
  checkKinds(NAME, names);
  return encodeStrings(NAME, names);
}

/** The kinds of a file, null where its model reads none. @throws SnapshotError for a file without them, or of names that are no kinds */
export function decodeKinds(tensors: ReadonlyMap<string, Tensor>, reads: boolean): readonly string[] | null {
  if (!reads) return null;
  const [bytes, offsets] = kindTensors(reads).map(({ name }) => tensors.get(name));
  if (bytes?.dtype !== 'U8' || offsets?.dtype !== 'U32') {
    throw refusal('SNAP_TENSOR_LIST', NAME, 'expected bytes of U8 and offsets of U32');
  }
  const names = decodeStrings(NAME, bytes.data, offsets.data);
  checkKinds(NAME, names);
  return names;
}

/** @throws SnapshotError for none or too many, one that is empty, too long or there twice */
export function checkKinds(place: string, names: readonly string[]): void {
  if (names.length < 1 || names.length > MOST_KINDS) {
    throw refusal('SNAP_ITEMS', place, `${names.length} kinds of events, expected 1 to ${MOST_KINDS}`);
  }
  const odd = names.find((name, i) => name === '' || name.length > LONGEST_KIND || names.indexOf(name) !== i);
  if (odd === undefined) return;
  throw refusal(
    'SNAP_ITEMS',
    place,
    `the kind ${quote(odd)} is empty, there twice or longer than ${LONGEST_KIND} characters`,
  );
}
