import { describe, expect, it } from 'vitest';
import { memorySlot } from './slot.ts';
import { inTurn, takingTurns } from './turns.ts';

const later = (milliseconds = 2): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Locks that are granted in order of asking, as a browser's are, to every tab that asks. */
function browserLocks(): Pick<LockManager, 'request'> {
  let last: Promise<unknown> = Promise.resolve();
  const request = (_: string, { signal }: LockOptions, work: () => Promise<unknown>): Promise<unknown> => {
    const mine = last.then(() => (signal?.aborted === true ? undefined : work()));
    last = mine.catch(() => undefined);
    const aborted = new Promise((_, reject) =>
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true }),
    );
    return Promise.race([mine, aborted]);
  };
  return { request } as Pick<LockManager, 'request'>;
}

describe.each([
  ['with the locks of the browser', browserLocks()],
  ['in a browser without locks', undefined],
])('taking turns %s', (_, locks) => {
  it('lets nobody begin before the one before has ended', async () => {
    let inside = 0;
    let most = 0;
    const visit = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await later();
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => inTurn('file', visit, locks)));
    expect(most).toBe(1);
  });

  it('goes on after one that failed, whose error is its own', async () => {
    const fails = inTurn('file', () => Promise.reject(new Error('no room')), locks);
    const next = inTurn('file', () => Promise.resolve('next'), locks);
    await expect(fails).rejects.toThrow('no room');
    expect(await next).toBe('next');
  });
});

it('a turn that does not come is an error that says what to do', async () => {
  const locks = browserLocks();
  void inTurn('variants', () => later(100), locks);
  await expect(inTurn('variants', () => later(), locks, 0.02)).rejects.toThrow(
    '"variants" has been in use for 0.02 s; close other tabs of this page and try again',
  );
});

it('calls of one slot take turns, so that none meets the other’s access handle', async () => {
  const file = memorySlot();
  let open = false;
  const alone = async <T>(work: () => Promise<T>): Promise<T> => {
    if (open) throw new DOMException('locked', 'NoModificationAllowedError');
    open = true;
    await later();
    open = false;
    return work();
  };
  const exclusive = {
    read: () => alone(() => file.read()),
    write: (bytes: Uint8Array<ArrayBuffer>) => alone(() => file.write(bytes)),
    remove: () => alone(() => file.remove()),
  };
  const slot = takingTurns(exclusive, 'run-a');
  const [, read] = await Promise.all([slot.write(Uint8Array.of(7)), slot.read(), slot.read()]);
  expect(read).toEqual(Uint8Array.of(7));
});
