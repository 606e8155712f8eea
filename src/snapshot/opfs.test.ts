import { describe, expect, it, vi } from 'vitest';
import { SnapshotError } from '../core/errors.ts';
import { equalBytes } from './bytes.ts';
import { type Directory, opfsSlot, type SyncHandle } from './opfs.ts';
import { checkpoint } from './samples.ts';
import { writeVerified } from './shelf.ts';
import type { Slots } from './slot.ts';
import { clear, load, reserve, save } from './slots.ts';

vi.setConfig({ testTimeout: 120_000 });

/** A fault of a call: it may do part of its work and lie about it, or throw. */
type Fault = 'throws' | 'returns 4294967288' | 'does half' | 'does nothing';

/** What Chromium 156 returns from `write` beyond the quota: −8, read as unsigned. */
const NO_ROOM = 4294967288;

/** A private file system in memory. Calls of handles are counted from 1; those that `faultAt` names go wrong. */
class FakeDirectory implements Directory {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  readonly open = new Set<string>();
  faultAt: (call: number) => Fault | null = () => null;
  calls = 0;
  /** Of a read or write, in bytes. */
  largest = 0;

  getFileHandle(name: string, options?: { readonly create: boolean }): ReturnType<Directory['getFileHandle']> {
    if (!this.files.has(name) && options?.create !== true) return Promise.reject(notFound());
    if (!this.files.has(name)) this.files.set(name, new Uint8Array());
    return Promise.resolve({ createSyncAccessHandle: () => this.access(name) });
  }

  removeEntry(name: string): Promise<void> {
    return this.files.delete(name) ? Promise.resolve() : Promise.reject(notFound());
  }

  private access(name: string): Promise<SyncHandle> {
    if (this.open.has(name)) return Promise.reject(new DOMException('locked', 'NoModificationAllowedError'));
    this.open.add(name);
    const bytes = (): Uint8Array<ArrayBuffer> => this.files.get(name) ?? new Uint8Array();
    const resize = (length: number): void => {
      const resized = new Uint8Array(length);
      resized.set(bytes().subarray(0, length));
      this.files.set(name, resized);
    };
    return Promise.resolve({
      read: (into, { at }) => this.move(into.length, (length) => into.set(bytes().subarray(at, at + length))),
      write: (from, { at }) =>
        this.move(from.length, (length) => {
          if (at + length > bytes().length) resize(at + length);
          bytes().set(from.subarray(0, length), at);
        }),
      truncate: (length) => void this.count(length, resize),
      flush: () => void this.count(0, () => undefined),
      getSize: () => bytes().length,
      close: () => void this.open.delete(name),
    });
  }

  private move(requested: number, act: (amount: number) => void): number {
    this.largest = Math.max(this.largest, requested);
    return this.count(requested, act);
  }

  private count(requested: number, act: (amount: number) => void): number {
    const fault = this.faultAt(++this.calls);
    if (fault === 'throws') throw new DOMException('no room', 'QuotaExceededError');
    if (fault === 'does nothing') return requested;
    if (fault === 'returns 4294967288') return NO_ROOM;
    const amount = fault === 'does half' ? Math.floor(requested / 2) : requested;
    act(amount);
    return amount;
  }
}

const notFound = (): DOMException => new DOMException('no such file', 'NotFoundError');
const slotsIn = (directory: Directory): Slots => [opfsSlot(directory, 'a'), opfsSlot(directory, 'b')];

describe('slots in the private file system', () => {
  it('save, load and clear', async () => {
    const directory = new FakeDirectory();
    const slots = slotsIn(directory);
    expect(await load(slots)).toEqual({ saved: null, damage: [] });
    for (let step = 1; step <= 3; step++) await save(slots, checkpoint(step));
    expect(await load(slots)).toEqual({ saved: { counter: 3, checkpoint: checkpoint(3) }, damage: [] });
    await clear(slots);
    await clear(slots);
    expect(directory.files.size).toBe(0);
  });

  it('shrink and grow with the checkpoint', async () => {
    const directory = new FakeDirectory();
    const slots = slotsIn(directory);
    for (const length of [5000, 10, 3000]) {
      await reserve(slots, { ...checkpoint(1), progress: { note: 'x'.repeat(length) } });
      expect((await load(slots)).saved?.checkpoint.progress).toEqual({ note: 'x'.repeat(length) });
    }
  });

  it('are written, read and compared in pieces, between which others have their turn', async () => {
    const [directory, large] = [new FakeDirectory(), new Uint8Array(11 * 2 ** 20 + 5)];
    large.forEach((_, i) => (large[i] = i % 251));
    let [clock, turns] = [performance.now(), 0];
    const spy = vi.spyOn(performance, 'now').mockImplementation(() => (clock += 40)); // each piece takes long
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => port2.postMessage(++turns);
    port2.postMessage(0);
    await writeVerified(opfsSlot(directory, 'a'), large);
    port1.close();
    spy.mockRestore();
    expect(directory.largest).toBe(4 * 2 ** 20);
    expect(turns).toBeGreaterThanOrEqual(3 * 3); // three pieces, written, read and compared
    expect(equalBytes(directory.files.get('a') ?? new Uint8Array(), large)).toBe(true);
    directory.calls = 0;
    directory.faultAt = (call) => (call === 4 ? 'does nothing' : null); // zeros, flush, the first piece, the second
    const others = large.map((byte) => byte ^ 1);
    await expect(writeVerified(opfsSlot(directory, 'a'), others)).rejects.toThrow('it kept other bytes');
  });

  it.each<Fault>(['throws', 'returns 4294967288', 'does nothing'])(
    'do not say that a shorter file is written when truncation %s',
    async (fault) => {
      const directory = new FakeDirectory();
      const slot = opfsSlot(directory, 'a');
      await slot.write(new Uint8Array(100));
      directory.calls = 0;
      // Zeros, flush, truncate.
      directory.faultAt = (call) => (call === 3 ? fault : null);
      await expect(slot.write(new Uint8Array(80).fill(1))).rejects.toThrow();
      const kept = await slot.read();
      expect(kept?.subarray(0, 8)).toEqual(new Uint8Array(8));
    },
  );

  it('say that a full disk is full, though the browser does not', async () => {
    const directory = new FakeDirectory();
    directory.faultAt = () => 'returns 4294967288';
    await expect(save(slotsIn(directory), checkpoint(1))).rejects.toThrow(
      'SNAP_SAVE: storage: browser storage could write none of 8 bytes; it may be full;',
    );
  });

  it('name a slot that another tab holds open', async () => {
    const directory = new FakeDirectory();
    await reserve(slotsIn(directory), checkpoint(1));
    directory.open.add('a');
    const { saved, damage } = await load(slotsIn(directory));
    expect(saved?.checkpoint.step).toBe(1);
    expect(damage).toEqual(['slot A: locked']);
    await expect(save(slotsIn(directory), checkpoint(2))).rejects.toThrow(/^SNAP_SAVE: storage: locked/);
  });

  it.each<Fault>(['throws', 'returns 4294967288', 'does half', 'does nothing'])(
    'lose no acknowledged save when a call %s, once or from then on',
    async (fault) => {
      for (const lasting of [false, true]) {
        let clean = false;
        for (let nth = 1; !clean; nth++) {
          const directory = new FakeDirectory();
          const slots = slotsIn(directory);
          await reserve(slots, checkpoint(1));
          directory.calls = 0;
          directory.faultAt = (call) => (call === nth || (lasting && call > nth) ? fault : null);
          let acknowledged = 1;
          for (const step of [2, 3]) {
            const saved = await save(slots, checkpoint(step)).catch((error: unknown) => error);
            if (typeof saved === 'number') acknowledged = step;
            else expect(saved).toBeInstanceOf(SnapshotError);
          }
          clean = directory.calls < nth;
          directory.faultAt = () => null;
          const found = (await load(slots)).saved?.checkpoint.step;
          expect(found ?? 0, `call ${nth}`).toBeGreaterThanOrEqual(acknowledged);
          expect(directory.open.size, 'handles left open').toBe(0);
          expect(await save(slots, checkpoint(4)), 'the store works again').toBeGreaterThan(2);
        }
      }
    },
  );
});

describe('a file that is being opened', () => {
  it('is given up where it is never opened, and closed where it is opened after all', async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
    const directory = new FakeDirectory();
    let open = (): void => undefined;
    const late: Directory = {
      removeEntry: (name) => directory.removeEntry(name),
      getFileHandle: async (name, options) => {
        const file = await directory.getFileHandle(name, options);
        await file.createSyncAccessHandle().then((handle) => handle.close());
        return {
          createSyncAccessHandle: () => new Promise((resolve) => (open = () => resolve(file.createSyncAccessHandle()))),
        };
      },
    };
    const failed = opfsSlot(late, 'a').write(new Uint8Array(9)).catch(String);
    await vi.advanceTimersByTimeAsync(30_000);
    expect(await failed).toContain('has not opened a for 30 s; restart the browser');
    open();
    await vi.advanceTimersByTimeAsync(0);
    expect(directory.open.size).toBe(0);
    vi.useRealTimers();
  });
});
