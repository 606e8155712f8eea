import { MAX_ID_LENGTH, MAX_ITEMS, MAX_TITLE_LENGTH } from './limits.ts';
import { quote, refusal } from './refusal.ts';
import { isShort } from './seal.ts';
import { decodeStrings, encodeStrings } from './strings.ts';
import type { Tensor } from './tensor.ts';

/** What a snapshot tells about the catalogue: the id of every item and, unless left out, a title (empty if unknown). */
export interface ItemTable {
  readonly ids: readonly string[];
  readonly titles: readonly string[] | null;
}

/** A tensor a file must hold; `null` stands for an extent that the file chooses. */
export interface ExpectedTensor {
  readonly name: string;
  readonly dtype: Tensor['dtype'];
  readonly shape: readonly (number | null)[];
}

const stringTable = (name: string, count: number): readonly ExpectedTensor[] => [
  { name: `${name}.bytes`, dtype: 'U8', shape: [null] },
  { name: `${name}.offsets`, dtype: 'U32', shape: [count + 1] },
];

/** The tensors that hold `count` items. */
export const itemTensors = (count: number, titled: boolean): readonly ExpectedTensor[] => [
  ...stringTable('items.id', count),
  ...(titled ? stringTable('items.title', count) : []),
];

/**
 * The tensors of `items`. Titles are cut to 256 code points; a table without one title is left out, since a tensor
 * has no zero extent. Throws SnapshotError for ids that are empty, repeated or too long, and for unequal counts.
 */
export function encodeItems({ ids, titles }: ItemTable): readonly Tensor[] {
  checkIds(ids);
  if (titles !== null && titles.length !== ids.length) {
    throw refusal('SNAP_ITEMS', 'items.title', `${titles.length} titles, expected ${ids.length}`);
  }
  const cut = titles?.map((title) => (isShort(title, MAX_TITLE_LENGTH) ? title : shorten(title)));
  const titled = cut?.some((title) => title !== '') === true;
  return [...encodeStrings('items.id', ids), ...(titled ? encodeStrings('items.title', cut) : [])];
}

/** The items of a file that holds exactly the tensors of `itemTensors`. Throws SnapshotError. */
export function decodeItems(tensors: ReadonlyMap<string, Tensor>): ItemTable {
  const ids = readTable('items.id', tensors);
  checkIds(ids);
  if (!tensors.has('items.title.bytes')) return { ids, titles: null };
  const titles = readTable('items.title', tensors);
  const long = titles.findIndex((title) => !isShort(title, MAX_TITLE_LENGTH));
  if (long >= 0) {
    throw refusal('SNAP_ITEMS', `items.title entry ${long}`, `longer than ${MAX_TITLE_LENGTH} characters`);
  }
  return { ids, titles };
}

function readTable(name: string, tensors: ReadonlyMap<string, Tensor>): readonly string[] {
  const bytes = tensors.get(`${name}.bytes`);
  const offsets = tensors.get(`${name}.offsets`);
  if (bytes?.dtype !== 'U8' || offsets?.dtype !== 'U32') {
    throw refusal('SNAP_TENSOR_LIST', name, 'expected bytes of U8 and offsets of U32');
  }
  return decodeStrings(name, bytes.data, offsets.data);
}

function checkIds(ids: readonly string[]): void {
  if (ids.length < 1 || ids.length > MAX_ITEMS) {
    throw refusal('SNAP_ITEMS', 'items.id', `${ids.length} items, expected 1 to ${MAX_ITEMS}`);
  }
  const seen = new Set<string>();
  for (const [i, id] of ids.entries()) {
    if (id === '' || !id.isWellFormed() || !isShort(id, MAX_ID_LENGTH)) {
      throw refusal('SNAP_ITEMS', `items.id entry ${i}`, `${quote(id)}, expected 1 to ${MAX_ID_LENGTH} characters`);
    }
    if (seen.has(id)) throw refusal('SNAP_ITEMS', `items.id entry ${i}`, `${quote(id)} is there twice`);
    seen.add(id);
  }
}

/** The first 256 code points. */
const shorten = (title: string): string =>
  Array.from(title.slice(0, 2 * MAX_TITLE_LENGTH))
    .slice(0, MAX_TITLE_LENGTH)
    .join('');
