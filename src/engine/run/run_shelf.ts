import { SettingsError } from '../../core/errors.ts';
import { isObject } from '../../snapshot/json.ts';
import { refusal } from '../../snapshot/refusal.ts';
import { readFile, writeVerified, type Shelf } from '../../snapshot/shelf.ts';
import type { ShelfReport } from './compare_messages.ts';
import { decodeRun, encodeRun, type KeptRun } from './kept_run.ts';
import type { KeptSummary } from './kept_schema.ts';
import type { Platform } from '../platform.ts';

/** How much is kept: beyond either, the oldest runs go when a new one comes. */
export const MOST_RUNS = 40;
export const MOST_BYTES = 512 * 2 ** 20;

/** A run as it stands on the shelf. */
export interface Shelved {
  readonly number: number;
  readonly name: string | null;
  readonly summary: KeptSummary;
}

const NAMES = 'names.json';
const fileName = (number: number): string => `run-${number}.safetensors`;
const numberOf = (file: string): number | null => {
  const [, digits] = /^run-([1-9]\d{0,8})\.safetensors$/.exec(file) ?? [];
  return digits === undefined ? null : Number(digits);
};

/** Finished runs that outlive the session, one file each; every write is read back before it counts. */
export class RunShelf {
  private readonly platform: Platform;
  /** Bytes of each run's file; whatever is here was found whole. */
  private readonly sizes = new Map<number, number>();
  private damaged: ShelfReport['damaged'] = [];

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** Every run that can be read, the oldest first; what cannot is in `report`. Nothing where storage is blocked. */
  async load(): Promise<Shelved[]> {
    try {
      return await this.withShelf([], (shelf) => this.survey(shelf));
    } catch (error) {
      this.damaged = [{ file: 'all of them', reason: error instanceof Error ? error.message : String(error) }];
      return [];
    }
  }

  private async survey(shelf: Shelf): Promise<Shelved[]> {
    const names = await readNames(shelf);
    const found: Shelved[] = [];
    const damaged: { file: string; reason: string }[] = [];
    for (const file of await shelf.list()) {
      const number = numberOf(file);
      if (number === null) continue;
      try {
        const bytes = await readRun(shelf, number);
        found.push({ number, name: names[number] ?? null, summary: (await decodeRun(bytes)).run.summary });
        this.sizes.set(number, bytes.length);
      } catch (error) {
        damaged.push({ file, reason: error instanceof Error ? error.message : String(error) });
      }
    }
    this.damaged = damaged;
    return found.sort((a, b) => a.number - b.number);
  }

  /** Keeps a run under `number`, or the next one free. @throws SnapshotError where there is no room or no storage */
  async keep(wanted: number, run: KeptRun): Promise<{ number: number; removed: readonly number[] }> {
    const shelf = await this.platform.shelf();
    if (shelf === null) throw refusal('SNAP_SAVE', 'storage', 'this browser keeps no files for this page');
    return shelf.alone(async () => {
      const taken = (await shelf.list()).flatMap((file) => numberOf(file) ?? []);
      const number = taken.includes(wanted) ? Math.max(...taken) + 1 : wanted;
      await this.write(shelf, number, run);
      return { number, removed: await this.makeRoom(shelf, taken, number) };
    });
  }

  /**
   * Writes a kept run anew. A copy stands beside it until that is done, so that a crash leaves it twice rather than not at
   * all. @throws SnapshotError where there is no room
   */
  async replace(number: number, run: KeptRun): Promise<void> {
    await this.withShelf(undefined, async (shelf) => {
      const taken = (await shelf.list()).flatMap((file) => numberOf(file) ?? []);
      const spare = Math.max(number, ...taken) + 1;
      await this.write(shelf, spare, run);
      await this.write(shelf, number, run);
      await this.drop(shelf, spare);
    });
  }

  private async write(shelf: Shelf, number: number, run: KeptRun): Promise<void> {
    const bytes = await encodeRun(number, run);
    if (bytes.length > MOST_BYTES) {
      throw refusal('SNAP_SAVE', 'run', `${bytes.length} bytes, this browser keeps at most ${MOST_BYTES}`);
    }
    await writeVerified(shelf.file(fileName(number)), bytes);
    this.sizes.set(number, bytes.length);
  }

  /** The whole of a kept run. @throws SnapshotError where its file is gone or damaged */
  async read(number: number): Promise<KeptRun> {
    const shelf = await this.platform.shelf();
    if (shelf === null) throw refusal('SNAP_SAVE', 'storage', 'this browser keeps no files for this page');
    const { run } = await shelf.alone(async () => decodeRun(await readRun(shelf, number)));
    return run;
  }

  async remove(number: number): Promise<void> {
    await this.withShelf(undefined, (shelf) => this.drop(shelf, number));
  }

  /** Names a run; null goes back to its number. */
  async rename(number: number, name: string | null): Promise<void> {
    await this.withShelf(undefined, async (shelf) => {
      const { [number]: old, ...names } = await readNames(shelf);
      if (old === (name ?? undefined)) return;
      const text = JSON.stringify(name === null ? names : { ...names, [number]: name });
      await shelf.file(NAMES).write(new TextEncoder().encode(text));
    });
  }

  /** Deletes the files that cannot be read. */
  async removeDamaged(): Promise<void> {
    await this.withShelf(undefined, async (shelf) => {
      for (const { file } of this.damaged) if (numberOf(file) !== null) await shelf.file(file).remove();
      this.damaged = [];
    });
  }

  async report(): Promise<ShelfReport> {
    return {
      available: await this.isAvailable(),
      runs: this.sizes.size,
      bytes: [...this.sizes.values()].reduce((a, b) => a + b, 0),
      mostRuns: MOST_RUNS,
      mostBytes: MOST_BYTES,
      damaged: this.damaged,
    };
  }

  /** Whether anything can be kept here. */
  async isAvailable(): Promise<boolean> {
    return (await this.platform.shelf()) !== null;
  }

  private async withShelf<T>(otherwise: T, work: (shelf: Shelf) => Promise<T>): Promise<T> {
    const shelf = await this.platform.shelf();
    return shelf === null ? otherwise : shelf.alone(() => work(shelf));
  }

  private async drop(shelf: Shelf, number: number): Promise<void> {
    await shelf.file(fileName(number)).remove();
    this.sizes.delete(number);
  }

  /** Removes the oldest runs until the rest is within the limits; `newest` stays. */
  private async makeRoom(shelf: Shelf, others: readonly number[], newest: number): Promise<number[]> {
    const oldest = [...others].sort((a, b) => a - b);
    const removed: number[] = [];
    const bytes = (): number => [...this.sizes.values()].reduce((a, b) => a + b, 0);
    while (oldest.length + 1 > MOST_RUNS || bytes() > MOST_BYTES) {
      const number = oldest.shift();
      if (number === undefined || number === newest) break;
      await this.drop(shelf, number);
      removed.push(number);
    }
    return removed;
  }
}

const readRun = (shelf: Shelf, number: number): Promise<Uint8Array<ArrayBuffer>> =>
  readFile(shelf, fileName(number), `run ${number}`);

/** Names are a convenience: a file that cannot be read means none. */
async function readNames(shelf: Shelf): Promise<Readonly<Record<number, string>>> {
  try {
    const bytes = await shelf.file(NAMES).read();
    const json: unknown = bytes === null ? {} : JSON.parse(new TextDecoder().decode(bytes));
    if (!isObject(json)) return {};
    return Object.fromEntries(
      Object.entries(json).flatMap(([key, name]) => (typeof name === 'string' ? [[Number(key), checkName(name)]] : [])),
    );
  } catch {
    return {};
  }
}

const MAX_NAME = 60;

/** @throws SettingsError for a name that is empty or too long */
export function checkName(name: string): string {
  const trimmed = name.trim();
  if (trimmed !== '' && trimmed.length <= MAX_NAME && trimmed.isWellFormed()) return trimmed;
  throw new SettingsError(`run: a name has 1 to ${MAX_NAME} characters, not ${trimmed.length}; choose another`);
}
