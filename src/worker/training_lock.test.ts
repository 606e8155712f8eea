import { describe, expect, it } from 'vitest';
import { TRAINING_LOCK, TrainingLock, type Locks } from './training_lock.ts';

/** The locks of one browser: granted in a later turn of the event loop, free again in a later one still. */
function browserLocks(): { locks: Locks; held: Set<string> } {
  const held = new Set<string>();
  const later = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));
  const request = async (
    name: string,
    _: LockOptions,
    work: (lock: Lock | null) => Promise<unknown>,
  ): Promise<unknown> => {
    await later();
    if (held.has(name)) return work(null);
    held.add(name);
    try {
      return await work({ name, mode: 'exclusive' });
    } finally {
      await later();
      held.delete(name);
    }
  };
  return { locks: { request } as Locks, held };
}

const refusal = (): string => 'another tab trains';
/** A promise that `open` resolves. */
function gate(): { opened: Promise<unknown>; open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<unknown>((resolve) => (open = () => resolve(undefined)));
  return { opened, open };
}

describe('the training lock', () => {
  it('is refused at once while another tab trains, and free when that has ended', async () => {
    const { locks } = browserLocks();
    const [one, other] = [new TrainingLock(locks, refusal), new TrainingLock(locks, refusal)];
    const { opened, open } = gate();
    const training = one.during(() => opened);
    await expect(other.during(() => Promise.resolve('done'))).rejects.toThrow('another tab trains');
    open();
    await training;
    expect(await other.during(() => Promise.resolve('done'))).toBe('done');
  });

  it('is shared by two calls of one tab that come at the same moment', async () => {
    const { locks, held } = browserLocks();
    const tab = new TrainingLock(locks, refusal);
    expect(await Promise.all([tab.during(() => Promise.resolve(1)), tab.during(() => Promise.resolve(2))])).toEqual([
      1, 2,
    ]);
    expect(held.size).toBe(0);
  });

  it('is held until the last call of the tab has ended', async () => {
    const { locks, held } = browserLocks();
    const tab = new TrainingLock(locks, refusal);
    const [first, last] = [gate(), gate()];
    const calls = [tab.during(() => first.opened), tab.during(() => last.opened)];
    first.open();
    await calls[0];
    expect(held).toContain(TRAINING_LOCK);
    last.open();
    await calls[1];
    expect(held.size).toBe(0);
  });

  it('is had again by the call that comes as the one before ends', async () => {
    const { locks } = browserLocks();
    const tab = new TrainingLock(locks, refusal);
    const { opened, open } = gate();
    const first = tab.during(() => opened);
    const next = opened.then(() => tab.during(() => Promise.resolve('again')));
    open();
    expect(await Promise.all([first, next])).toEqual([undefined, 'again']);
    expect(await tab.during(() => Promise.resolve('and again'))).toBe('and again');
  });

  it('is released by work that fails, and the failure is the caller’s', async () => {
    const { locks, held } = browserLocks();
    const tab = new TrainingLock(locks, refusal);
    await expect(tab.during(() => Promise.reject(new Error('no device')))).rejects.toThrow('no device');
    expect(held.size).toBe(0);
  });
});
