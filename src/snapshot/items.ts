import { shortened } from '../core/shorten.ts';
import { MAX_ID_LENGTH, MAX_ITEMS, MAX_TITLE_LENGTH } from './limits.ts';
import type { Outline } from './pieces.ts';
import { quote, refusal } from './refusal.ts';
import { isShort } from './seal.ts';
import { decodeStrings, encodeStrings, utf8Bytes } from './strings.ts';
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
  const cut = titles?.map(cutTitle);
  const titled = cut?.some((title) => title !== '') === true;
  return [...encodeStrings('items.id', ids), ...(titled ? encodeStrings('items.title', cut) : [])];
}

/** The tensors that `encodeItems` would make, without their bytes. It yields now and then: a catalogue may be large. */
export function* itemOutlines({ ids, titles }: ItemTable): Generator<void, readonly Outline[]> {
  const idBytes = yield* bytesOfAll(ids, (id) => id);
  const titleBytes = titles === null ? 0 : yield* bytesOfAll(titles, cutTitle);
  return itemTensors(ids.length, titleBytes > 0).map(({ name, dtype, shape }) => {
    return { name, dtype, shape: shape.map((extent) => extent ?? (name === 'items.id.bytes' ? idBytes : titleBytes)) };
  });
}

/** Texts that are measured between two yields. */
const AT_ONCE = 1024;

function* bytesOfAll(texts: readonly string[], stored: (text: string) => string): Generator<void, number> {
  let bytes = 0;
  for (const [i, text] of texts.entries()) {
    bytes += utf8Bytes(stored(text));
    if (i % AT_ONCE === 0) yield;
  }
  return bytes;
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
    const fault = idFault(id);
    if (fault !== null) throw refusal('SNAP_ITEMS', `items.id entry ${i}`, `${quote(id)} ${fault}`);
    if (seen.has(id)) throw refusal('SNAP_ITEMS', `items.id entry ${i}`, `${quote(id)} is there twice`);
    seen.add(id);
  }
}

/** What is wrong with the id of an item; null where a file holds it as it is. */
export function idFault(id: string): string | null {
  if (id === '') return 'is empty';
  if (!id.isWellFormed()) return 'is no well-formed Unicode';
  if (isShort(id, MAX_ID_LENGTH)) return null;
  return `has ${Array.from(id).length} characters, expected at most ${MAX_ID_LENGTH}`;
}

const cutTitle = (title: string): string =>
  title.length <= MAX_TITLE_LENGTH ? title : shortened(title, MAX_TITLE_LENGTH);
