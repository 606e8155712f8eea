/** The index of the datasets that are kept: what can be said of them without reading their files. */
import { SettingsError, SnapshotError } from '../../core/errors.ts';
import { unknownId } from '../../core/words.ts';
import { findWorld } from '../../data/simulator/worlds.ts';
import { readJson } from '../../snapshot/json_tensor.ts';
import { readFile, writeVerified, type Shelf } from '../../snapshot/shelf.ts';
import { isUnfinished } from '../../snapshot/slots.ts';
import type { Id } from '../messages.ts';
import type { KeptDataset } from './kept_messages.ts';
import type { Opened } from './datasets.ts';
import { decodeDataset } from './kept_dataset.ts';
import { keptIndex, type KeptEntry, type KeptIndex } from './kept_dataset_schema.ts';

const INDEX = 'index.json';
const MAX_INDEX_BYTES = 2 ** 20;

/** What an index says of a file. */
export function factsOf(
  file: string,
  bytes: number,
  { interactions, world }: Pick<Opened, 'interactions' | 'world'>,
): Omit<KeptEntry, 'used' | 'shapings'> {
  const { name, user, users, catalogue } = interactions;
  return { file, bytes, name, world, interactions: user.length, users: users.length, items: catalogue.ids.length };
}

/** The index as far as its files are there, and entries for files that it lacks. What cannot be read is left alone. */
export async function survey(shelf: Shelf): Promise<KeptIndex> {
  const files = (await shelf.list()).filter((file) => /^data-[0-9a-f]{16}\.safetensors$/.test(file));
  const { datasets, ...rest } = await readIndex(shelf);
  const indexed = datasets.filter(({ file }) => files.includes(file));
  const found: KeptEntry[] = [];
  for (const file of files) {
    if (indexed.some((entry) => entry.file === file)) continue;
    const entry = await entryOf(shelf, file);
    if (entry !== null) found.push(entry);
  }
  return { ...rest, datasets: [...indexed, ...found] };
}

/** A file that no index knows; null where it cannot be used. */
async function entryOf(shelf: Shelf, file: string): Promise<KeptEntry | null> {
  try {
    const bytes = await readFile(shelf, file, file);
    if (isUnfinished(bytes)) {
      await shelf.file(file).remove(); // nobody was told that it is kept
      return null;
    }
    const { about, interactions } = await decodeDataset(bytes);
    const { world } = about;
    const columns = interactions ?? (world && findWorld(world.name).make(world.seed).interactions);
    return columns && { ...factsOf(file, bytes.length, { interactions: columns, world }), used: 0, shapings: [] };
  } catch (error) {
    // Damaged, or a world that there is not any more: left where it is.
    if (error instanceof SnapshotError || error instanceof SettingsError) return null;
    throw error;
  }
}

const EMPTY: KeptIndex = { version: 1, pinned: null, datasets: [] };

async function readIndex(shelf: Shelf): Promise<KeptIndex> {
  const bytes = await shelf.file(INDEX).read();
  if (bytes === null) return EMPTY;
  try {
    return readJson('index', bytes, keptIndex, MAX_INDEX_BYTES);
  } catch (error) {
    if (error instanceof SnapshotError) return EMPTY;
    throw error;
  }
}

/** @throws SnapshotError where it is not there then */
export async function writeIndex(shelf: Shelf, index: KeptIndex): Promise<void> {
  await writeVerified(shelf.file(INDEX), new TextEncoder().encode(JSON.stringify(index)));
}

export const byUse = (entries: readonly KeptEntry[]): KeptEntry[] => [...entries].sort((a, b) => b.used - a.used);

export const idOf = ({ file }: KeptEntry): Id => file.replace(/^data-([0-9a-f]{16}).*$/, 'kept-$1');

export const gives = ({ shapings }: KeptEntry, fingerprint: string): boolean =>
  shapings.some((shaped) => shaped.fingerprint === fingerprint);

export function find(entries: readonly KeptEntry[], id: Id): KeptEntry {
  return entries.find((entry) => idOf(entry) === id) ?? fail(id, entries);
}

export function fail(id: Id, entries: readonly KeptEntry[] = []): never {
  throw unknownId('kept dataset', id, entries.map(idOf), 'perhaps it was deleted in another tab; open its file');
}

export function describe(entry: KeptEntry): KeptDataset {
  const { name, interactions, users, items, bytes, world, shapings } = entry;
  const { fingerprint = null, shaping = null } = shapings.at(-1) ?? {};
  return { id: idOf(entry), name, interactions, users, items, bytes, world, fingerprint, shaping };
}
