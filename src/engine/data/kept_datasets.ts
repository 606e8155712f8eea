import { SettingsError } from '../../core/errors.ts';
import type { Interactions } from '../../data/dataset.ts';
import { MAX_TENSOR_BYTES } from '../../snapshot/limits.ts';
import { causeOf } from '../../snapshot/refusal.ts';
import { readFile, writeVerified, type Shelf } from '../../snapshot/shelf.ts';
import type { Id } from '../messages.ts';
import type { KeptDataset, Keeping } from './kept_messages.ts';
import type { Opened } from './datasets.ts';
import { decodeDataset, encodeDataset, type KeptSource } from './kept_dataset.ts';
import type { KeptEntry } from './kept_dataset_schema.ts';
import { byUse, describe, factsOf, fail, find, gives, idOf, survey, writeIndex } from './kept_index.ts';
import type { Platform } from '../platform.ts';

/** What is kept: beyond either limit those that were not used for longest go when a new one comes. */
export const MOST_DATASETS = 20;
export const MOST_BYTES = 512 * 2 ** 20;
/** Of one dataset: it is written and read as a whole. */
export const MOST_DATASET_BYTES = 256 * 2 ** 20;

/** Ways to shape one dataset that are remembered. */
const MOST_SHAPINGS = 16;

/**
 * Datasets that outlive a session, one file each beside an index. The files hold what cannot be had again; an index that is
 * lost is made anew from them, without how they were shaped. Each call reads it, for another tab may have changed it.
 */
export class KeptDatasets {
  private readonly platform: Platform;
  /** Files of interactions that this session wrote or read, so that a dataset shaped anew is not written again. */
  private readonly files = new WeakMap<Interactions, string>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /**
   * Keeps what a dataset was made of, and how it is shaped. What cannot be kept says why, and what is kept stays.
   *
   * @param pin  a run is about to need it: from now on it never goes to make room, in the place of the one before
   */
  async keep(opened: Opened, pin = false): Promise<Keeping> {
    try {
      const shelf = await this.platform.datasets();
      if (shelf === null) return { kept: false, reason: 'this browser stores nothing for this page' };
      const large = tooLarge(opened);
      if (large !== null) return { kept: false, reason: large };
      return await shelf.alone(() => this.keepOn(shelf, opened, pin));
    } catch (error) {
      return { kept: false, reason: causeOf(error instanceof Error ? error.message : String(error)) };
    }
  }

  /** What is kept, the one used last first; nothing where storage is blocked. */
  async list(): Promise<KeptDataset[]> {
    return this.withShelf([], async (shelf) => byUse((await survey(shelf)).datasets).map(describe));
  }

  /** The kept dataset that gives this one, by its fingerprint or, where no index remembers it, by its name; else null. */
  async holding({ name, fingerprint }: { readonly name: string; readonly fingerprint: string }): Promise<Id | null> {
    return this.withShelf(null, async (shelf) => {
      const entries = byUse((await survey(shelf)).datasets);
      const found = entries.find((entry) => gives(entry, fingerprint)) ?? entries.find((entry) => entry.name === name);
      return found === undefined ? null : idOf(found);
    });
  }

  /** A kept dataset and how it was shaped last. @throws SettingsError, SnapshotError where it is gone or damaged */
  async read(id: Id): Promise<KeptSource & Pick<KeptDataset, 'shaping' | 'fingerprint'>> {
    const read = await this.withShelf(null, async (shelf) => {
      const entry = find((await survey(shelf)).datasets, id);
      const source = await decodeDataset(await readFile(shelf, entry.file, entry.name));
      if (source.interactions !== null) this.files.set(source.interactions, entry.file);
      const { shaping, fingerprint } = describe(entry);
      return { ...source, shaping, fingerprint };
    });
    return read ?? fail(id);
  }

  /** @param needed  fingerprint of the dataset of an unfinished run. @throws SettingsError where it is this one */
  async forget(id: Id, needed: string | null): Promise<void> {
    await this.withShelf(undefined, async (shelf) => {
      const index = await survey(shelf);
      const entry = find(index.datasets, id);
      if (needed !== null && gives(entry, needed)) {
        const advice = 'stop that run, or resume or discard it, first';
        throw new SettingsError(`forgetDataset: a run on ${entry.name} is unfinished and needs it; ${advice}`);
      }
      await shelf.file(entry.file).remove();
      await writeIndex(shelf, { ...index, datasets: index.datasets.filter((other) => other !== entry) });
    });
  }

  private async keepOn(shelf: Shelf, opened: Opened, pin: boolean): Promise<Keeping> {
    const index = await survey(shelf);
    const { datasets } = index;
    const pinned = pin ? opened.dataset.fingerprint : index.pinned;
    const before = await this.entryOf(shelf, datasets, opened);
    const used = Math.max(0, ...datasets.map((entry) => entry.used)) + 1;
    const entry: KeptEntry = { ...before, used, shapings: withShaping(before.shapings, opened) };
    const others = datasets.filter(({ file }) => file !== entry.file);
    const gone = surplus(others, entry, pinned);
    const left = others.filter((other) => !gone.includes(other));
    await writeIndex(shelf, { ...index, pinned, datasets: [...left, entry] });
    for (const { file } of gone) await shelf.file(file).remove();
    return { kept: true, dataset: describe(entry), removed: gone.map(({ name }) => name) };
  }

  /** The entry of a dataset whose file is there, by now: written, read back and compared. @throws SnapshotError */
  private async entryOf(shelf: Shelf, entries: readonly KeptEntry[], opened: Opened): Promise<KeptEntry> {
    const written = this.files.get(opened.interactions);
    const known = entries.find((entry) => entry.file === written);
    if (known !== undefined) return known;
    const { bytes, sha256 } = await encodeDataset(opened);
    const file = `data-${sha256.slice(0, 16)}.safetensors`;
    const found = entries.find((entry) => entry.file === file);
    if (found === undefined) await writeVerified(shelf.file(file), bytes);
    this.files.set(opened.interactions, file);
    return found ?? { ...factsOf(file, bytes.length, opened), used: 0, shapings: [] };
  }

  private async withShelf<T>(otherwise: T, work: (shelf: Shelf) => Promise<T>): Promise<T> {
    const shelf = await this.platform.datasets();
    return shelf === null ? otherwise : shelf.alone(() => work(shelf));
  }
}

/** Why a dataset is too large to be kept, as the end of a sentence; null where it is not. */
export function tooLarge({ interactions, world }: Pick<Opened, 'interactions' | 'world'>): string | null {
  if (world !== null) return null;
  const { user, time, users, catalogue } = interactions;
  const texts = [users, catalogue.ids, catalogue.titles ?? [], catalogue.categories ?? []];
  const sizes = texts.map((list) => list.reduce((sum, text) => sum + text.length, 4 * list.length));
  const bytes = sizes.reduce((a, b) => a + b, user.length * (time === null ? 8 : 16));
  const largest = Math.max(user.length * (time === null ? 4 : 8), ...sizes);
  if (bytes <= MOST_DATASET_BYTES && largest <= MAX_TENSOR_BYTES) return null;
  return `it takes about ${mebibytes(bytes)}, and this browser keeps datasets of at most ${mebibytes(MOST_DATASET_BYTES)}`;
}

const mebibytes = (bytes: number): string => `${Math.ceil(bytes / 2 ** 20).toLocaleString('en')} MiB`;

/** What goes so that the rest is within the limits: those not used for longest, but not the pinned one. */
export function surplus(others: readonly KeptEntry[], newest: KeptEntry, pinned: string | null): KeptEntry[] {
  const gone: KeptEntry[] = [];
  let [count, bytes] = [others.length + 1, others.reduce((sum, entry) => sum + entry.bytes, newest.bytes)];
  for (const entry of byUse(others).reverse()) {
    if (count <= MOST_DATASETS && bytes <= MOST_BYTES) break;
    if (pinned !== null && gives(entry, pinned)) continue;
    gone.push(entry);
    count--;
    bytes -= entry.bytes;
  }
  return gone;
}

function withShaping(known: KeptEntry['shapings'], { dataset }: Opened): KeptEntry['shapings'] {
  const { fingerprint, shaping } = dataset;
  const others = known.filter((other) => other.fingerprint !== fingerprint);
  return [...others, { fingerprint, shaping: { ...shaping } }].slice(-MOST_SHAPINGS);
}
