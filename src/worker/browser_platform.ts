import type { Choices } from '../engine/api.ts';
import type { Platform, Room } from '../engine/platform.ts';
import { opfsDirectory, opfsSlot, type Directory, type ListedDirectory } from '../snapshot/opfs.ts';
import { opfsShelf, type Shelf } from '../snapshot/shelf.ts';
import type { SlotFile, Slots } from '../snapshot/slot.ts';
import { takingTurns } from '../snapshot/turns.ts';
import { encodeBeside } from './encoder_serving.ts';
import { startEncoder } from './start_encoder.ts';
import { version } from '../../package.json';

const FOLDER = 'nextup';
/** The folder of finished runs, and the lock over it. */
const RUNS = 'nextup-runs';
/** The same of datasets. */
const DATASETS = 'nextup-datasets';
/** The same of vectors that text encoders made. */
const VECTORS = 'nextup-vectors';

/** The same of text encoders. */
const ENCODERS = 'nextup-encoders';

/** What the engine needs, as a browser's worker gives it: WebGPU, and the origin private file system. */
export function browserPlatform(): Platform {
  let directory: Promise<Directory | null> | null = null;
  // Storage may be blocked, e.g. in private windows: training works, nothing is kept.
  const open = (): Promise<Directory | null> => (directory ??= opfsDirectory(FOLDER).catch(() => null));

  const shelf = (name: string): (() => Promise<Shelf | null>) => {
    let folder: Promise<ListedDirectory | null> | null = null;
    return async () => {
      const opened = await (folder ??= opfsDirectory(name).catch(() => null));
      return opened && opfsShelf(opened, name);
    };
  };

  return {
    gpu: () => Promise.resolve('gpu' in navigator ? navigator.gpu : undefined),
    slots: async (): Promise<Slots | null> => {
      const folder = await open();
      return folder && [slotIn(folder, 'run-a'), slotIn(folder, 'run-b')];
    },
    shelf: shelf(RUNS),
    datasets: shelf(DATASETS),
    vectors: shelf(VECTORS),
    encoders: shelf(ENCODERS),
    encode: encodeBeside(startEncoder),
    room,
    choices: rememberedChoices(async () => {
      const folder = await open();
      return folder && slotIn(folder, 'variants.json');
    }),
    now: () => performance.now() / 1000,
    version,
    commit: import.meta.env.VITE_COMMIT ?? 'unknown',
  };
}

/** Chromium states a quota that is not the one it enforces, so this is what it says, not what there is. */
async function room(): Promise<Room | null> {
  try {
    const { usage = null, quota = null } = await navigator.storage.estimate();
    return { usage, quota, persisted: await navigator.storage.persisted() };
  } catch {
    return null;
  }
}

/** A file that other tabs use too, and other calls of this one. */
const slotIn = (folder: Directory, name: string): SlotFile => takingTurns(opfsSlot(folder, name), `${FOLDER}/${name}`);

/** Measured variants by adapter in one JSON file. What cannot be read or written is measured again: it is only a memory. */
export function rememberedChoices(slot: () => Promise<SlotFile | null>): Platform['choices'] {
  const all = async (): Promise<Record<string, Choices>> => {
    try {
      const bytes = await (await slot())?.read();
      return bytes ? checked(JSON.parse(new TextDecoder().decode(bytes))) : {};
    } catch {
      return {};
    }
  };
  return {
    load: async (adapter) => (await all())[adapter] ?? {},
    save: async (adapter, choices) => {
      const text = JSON.stringify({ ...(await all()), [adapter]: choices });
      try {
        await (await slot())?.write(new TextEncoder().encode(text));
      } catch {
        // Another tab holds the file, or the disk is full.
      }
    },
  };
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const isChoices = (value: unknown): value is Choices =>
  isRecord(value) && Object.values(value).every((name) => typeof name === 'string');

function checked(json: unknown): Record<string, Choices> {
  if (!isRecord(json)) return {};
  return Object.fromEntries(Object.entries(json).filter((entry): entry is [string, Choices] => isChoices(entry[1])));
}
