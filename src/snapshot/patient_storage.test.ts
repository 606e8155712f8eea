import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { PatientStorage, STORAGE_SECONDS } from './patient_storage.ts';
import { memoryShelf } from './shelf.ts';
import { memorySlot, type SlotFile } from './slot.ts';

/** A slot whose reading waits for `answer`. */
function silentSlot(): { slot: SlotFile; answer: () => void; asked: () => number } {
  let answer = (): void => undefined;
  let asked = 0;
  const read = (): Promise<null> => {
    asked++;
    return new Promise((resolve) => (answer = () => resolve(null)));
  };
  return { slot: { ...memorySlot(), read }, answer: () => answer(), asked: () => asked };
}

const wait = (seconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(1000 * seconds);
const failure = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => 'none',
    (error: unknown) => (error instanceof Error ? `${error.name}: ${error.message}` : ''),
  );

describe('patient storage', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives a slot’s answers, and its errors', async () => {
    const slot = new PatientStorage().slot(memorySlot());
    await slot.write(Uint8Array.of(1));
    expect(await slot.read()).toEqual(Uint8Array.of(1));
    await slot.remove();
    expect(await slot.read()).toBeNull();
    const full = { ...memorySlot(), write: () => Promise.reject(new Error('full')) };
    await expect(new PatientStorage().slot(full).write(Uint8Array.of(1))).rejects.toThrow('full');
  });

  it('gives up a read that is never answered, and says what to do', async () => {
    const failed = failure(new PatientStorage().slot(silentSlot().slot).read());
    await wait(STORAGE_SECONDS);
    expect(await failed).toBe(
      'SnapshotError: SNAP_STORAGE: storage: it has not answered for 60 s; close other tabs of this page, or restart the browser',
    );
  });

  it('does not wait again while a call hangs, and asks again once it was answered', async () => {
    const storage = new PatientStorage();
    const silent = silentSlot();
    const first = failure(storage.slot(silent.slot).read());
    await wait(STORAGE_SECONDS);
    await first;
    expect(await failure(storage.slot(memorySlot()).read())).toContain('SNAP_STORAGE');
    expect(silent.asked()).toBe(1);
    silent.answer();
    await wait(0);
    expect(await storage.slot(memorySlot()).read()).toBeNull();
  });

  it('leaves a shelf all the time it needs while its files are read one after the other', async () => {
    const shelf = new PatientStorage().shelf(memoryShelf());
    const slow = { ...memorySlot(), read: () => new Promise<null>((done) => setTimeout(done, 50_000, null)) };
    const [storage, files] = [new PatientStorage(), [1, 2, 3]];
    const all = storage.shelf(memoryShelf()).alone(async () => {
      for (const file of files)
        await storage
          .slot(slow)
          .read()
          .then(() => file);
      return 'read';
    });
    await wait(160);
    expect(await all).toBe('read');
    const never = failure(shelf.alone(() => new Promise(() => undefined)));
    await wait(STORAGE_SECONDS);
    expect(await never).toContain('SNAP_STORAGE');
  });
});
