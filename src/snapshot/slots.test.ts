import { describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../core/errors.ts';
import { encodeCheckpoint } from './checkpoint.ts';
import { checkpoint } from './samples.ts';
import { fileSlot, memorySlot, type SlotFile, type Slots } from './slot.ts';
import { clear, load, reserve, save } from './slots.ts';

vi.setConfig({ testTimeout: 120_000 });

const pair = (): Slots => [memorySlot(), memorySlot()];
const stepOf = async (slots: Slots): Promise<number | null> => (await load(slots)).saved?.checkpoint.step ?? null;

async function damage(
  slot: SlotFile,
  change: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>,
): Promise<void> {
  const bytes = await slot.read();
  if (bytes !== null) await slot.write(change(bytes));
}
const flip = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> =>
  bytes.with(bytes.length - 1, bytes[bytes.length - 1] ^ 1);
const half = (bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> => bytes.slice(0, bytes.length / 2);

describe('two slots', () => {
  it('hold nothing at first', async () => {
    expect(await load(pair())).toEqual({ saved: null, damage: [] });
  });

  it('give back the last of many saves, and keep the one before', async () => {
    const slots = pair();
    for (let step = 1; step <= 5; step++) expect(await save(slots, checkpoint(step))).toBe(step);
    expect(await load(slots)).toEqual({ saved: { counter: 5, checkpoint: checkpoint(5) }, damage: [] });
    await damage(slots[0], flip);
    expect(await stepOf(slots)).toBe(4);
  });

  it('are ordered by the counter, whatever the steps and the order of slots', async () => {
    const slots = pair();
    await slots[0].write(await encodeCheckpoint({ counter: 10, checkpoint: checkpoint(1) }));
    await slots[1].write(await encodeCheckpoint({ counter: 9, checkpoint: checkpoint(2) }));
    expect(await stepOf(slots)).toBe(1);
    expect(await save(slots, checkpoint(3))).toBe(11);
    expect((await load([slots[1], slots[0]])).saved?.counter).toBe(11);
    expect((await load([slots[0], memorySlot()])).saved?.counter).toBe(10);
  });

  it('are both full after a run reserved its room', async () => {
    const slots = pair();
    await reserve(slots, checkpoint(0));
    for (const slot of slots) expect(await stepOf([slot, memorySlot()])).toBe(0);
  });

  it.each([
    ['cut', half],
    ['with a bit flipped', flip],
    ['of another kind', () => new TextEncoder().encode('<!doctype html>')],
  ])('name a slot %s, use the other and heal with the next save', async (_what, change) => {
    const slots = pair();
    await reserve(slots, checkpoint(1));
    await save(slots, checkpoint(2));
    await damage(slots[0], change);
    const { saved, damage: sentences } = await load(slots);
    expect(saved?.checkpoint.step).toBe(1);
    expect(sentences).toEqual([expect.stringMatching(/^slot A: SNAP_/)]);
    await save(slots, checkpoint(3));
    expect(await load(slots)).toMatchObject({ saved: { checkpoint: { step: 3 } }, damage: [] });
  });

  it('keep two damaged files until they are cleared', async () => {
    const slots = pair();
    await reserve(slots, checkpoint(1));
    for (const slot of slots) await damage(slot, flip);
    const before = await Promise.all(slots.map((slot) => slot.read()));
    expect(await load(slots)).toMatchObject({
      saved: null,
      damage: [/^slot A/, /^slot B/].map((r) => expect.stringMatching(r) as unknown),
    });
    await expect(save(slots, checkpoint(2))).rejects.toThrow(/^SNAP_SLOTS_DAMAGED: /);
    expect(await Promise.all(slots.map((slot) => slot.read()))).toEqual(before);
    await clear(slots);
    expect(await save(slots, checkpoint(2))).toBe(1);
  });

  it('take a file whose write never finished for none', async () => {
    const slots = pair();
    await save(slots, checkpoint(1));
    await slots[1].write(new Uint8Array(4000));
    expect(await load(slots)).toMatchObject({ saved: { counter: 1 }, damage: [] });
    await slots[0].write(new Uint8Array());
    expect(await load(slots)).toEqual({ saved: null, damage: [] });
  });

  it('keep what they hold when a run has diverged', async () => {
    const slots = pair();
    await save(slots, checkpoint(1));
    await expect(save(slots, checkpoint(NaN))).rejects.toThrow(SnapshotError);
    expect(await stepOf(slots)).toBe(1);
  });
});

/** What a storage call may do instead of what it should. Each gives the bytes then stored (undefined: unchanged). */
const writeFaults: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer> | undefined>> = {
  'does nothing': () => undefined,
  'stores half': half,
  'flips a bit': flip,
  'stops before the header': (bytes) => bytes.slice().fill(0, 0, 8),
  'stores all': (bytes) => bytes,
};
const readFaults: Readonly<Record<string, (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>>> = {
  'gives half': half,
  'flips a bit': flip,
};

/** `slots` of which the `nth` call counted from `arm()` goes wrong, and throws afterwards if it is not silent. */
function unreliable(
  slots: Slots,
  nth: number,
  fault: string,
  silent: boolean,
): {
  readonly slots: Slots;
  readonly arm: () => void;
} {
  let calls = -Infinity;
  const wrap = (slot: SlotFile): SlotFile => ({
    read: async () => {
      const bytes = await slot.read();
      if (++calls !== nth) return bytes;
      if (!silent) throw new Error('storage failed to read');
      return bytes === null ? null : (readFaults[fault]?.(bytes) ?? bytes);
    },
    write: async (bytes) => {
      if (++calls !== nth) {
        await slot.write(bytes);
        return;
      }
      const stored = writeFaults[fault]?.(bytes);
      if (stored !== undefined) await slot.write(stored);
      if (!silent) throw new Error('storage failed to write');
    },
    remove: () => slot.remove(),
  });
  return { slots: [wrap(slots[0]), wrap(slots[1])], arm: () => void (calls = 0) };
}

const CALLS_PER_SAVE = 4;
const faults = [...new Set([...Object.keys(writeFaults), ...Object.keys(readFaults)])].flatMap((fault) =>
  [true, false].map((silent) => ({ fault, how: silent ? 'silently' : 'and throws', silent })),
);

describe('storage that fails once', () => {
  it.each(faults)('and $fault, $how, at any call, loses no save it acknowledged', async ({ fault, silent }) => {
    for (let savesBefore = 0; savesBefore <= 3; savesBefore++) {
      for (let nth = 1; nth <= 2 * CALLS_PER_SAVE; nth++) {
        const disk = pair();
        const { slots, arm } = unreliable(disk, nth, fault, silent);
        for (let step = 1; step <= savesBefore; step++) await save(slots, checkpoint(step));
        arm();
        let acknowledged = savesBefore;
        for (let step = savesBefore + 1; step <= savesBefore + 3; step++) {
          const saved = await save(slots, checkpoint(step)).catch((error: unknown) => error);
          if (typeof saved === 'number') acknowledged = step;
          else expect(saved).toBeInstanceOf(SnapshotError);
          const found = (await stepOf(disk)) ?? 0;
          expect([acknowledged, step], `call ${nth} after ${savesBefore} saves`).toContain(found);
        }
        expect(acknowledged, 'the third save has no fault').toBe(savesBefore + 3);
      }
    }
  });
});

describe('slots as files', () => {
  /** A disk that dies, for good, at its `nth` call; a write is then half done. */
  const disk = (files: Map<string, Uint8Array<ArrayBuffer>>, nth = Infinity) => {
    let calls = 0;
    const call = <T>(act: () => T, dying: () => void = () => undefined): Promise<T> => {
      if (++calls < nth) return Promise.resolve(act());
      if (calls === nth) dying();
      return Promise.reject(new Error('EIO: i/o error'));
    };
    return {
      read: (path: string) => call(() => files.get(path) ?? null),
      write: (path: string, bytes: Uint8Array) =>
        call(
          () => void files.set(path, new Uint8Array(bytes)),
          () => void files.set(path, half(new Uint8Array(bytes))),
        ),
      rename: (from: string, to: string) =>
        call(() => {
          const moved = files.get(from);
          if (moved === undefined) throw new Error('ENOENT: no such file');
          files.set(to, moved);
          files.delete(from);
        }),
      remove: (path: string) => call(() => void files.delete(path)),
    };
  };
  const slotsOn = (calls: ReturnType<typeof disk>): Slots => [fileSlot(calls, 'run.a'), fileSlot(calls, 'run.b')];

  it('keep two files and no other', async () => {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (let step = 1; step <= 4; step++) await save(slotsOn(disk(files)), checkpoint(step));
    expect([...files.keys()].sort()).toEqual(['run.a', 'run.b']);
    expect(await stepOf(slotsOn(disk(files)))).toBe(4);
    await clear(slotsOn(disk(files)));
    expect(files.size).toBe(0);
  });

  it('keep the last acknowledged save when the disk dies at any call', async () => {
    for (let nth = 1; nth <= 12; nth++) {
      const files = new Map<string, Uint8Array<ArrayBuffer>>();
      await reserve(slotsOn(disk(files)), checkpoint(1));
      const dying = slotsOn(disk(files, nth));
      let acknowledged = 1;
      for (const step of [2, 3]) {
        const saved = await save(dying, checkpoint(step)).catch((error: unknown) => error);
        if (typeof saved === 'number') acknowledged = step;
        else expect(saved).toBeInstanceOf(SnapshotError);
      }
      const found = await load(slotsOn(disk(files)));
      expect([acknowledged, acknowledged + 1]).toContain(found.saved?.checkpoint.step);
      expect(found.damage).toEqual([]);
    }
  });

  it('say that the storage cannot be read instead of calling it empty', async () => {
    const { saved, damage: sentences } = await load(slotsOn(disk(new Map(), 1)));
    expect(saved).toBeNull();
    expect(sentences).toEqual(['slot A: EIO: i/o error', 'slot B: EIO: i/o error']);
  });
});
