import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CancelledError } from './errors.ts';
import { patiently } from './patience.ts';

const never = new Promise<never>(() => undefined);
const refuse = (): Error => new Error('given up');

/** An outcome that can be asked for without waiting. */
function outcome(of: Promise<unknown>): () => string {
  let said = 'waits';
  of.then(
    (answer) => (said = String(answer)),
    (error: unknown) => (said = error instanceof Error ? error.message : 'odd'),
  );
  return () => said;
}

describe('waiting patiently', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('gives the answer, or the error, of work that ends in time', async () => {
    await expect(patiently(Promise.resolve(3), { seconds: 1, refuse })).resolves.toBe(3);
    await expect(patiently(Promise.reject(new Error('own')), { seconds: 1, refuse })).rejects.toThrow('own');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('gives up what never answers, after its seconds and no sooner', async () => {
    const said = outcome(patiently(never, { seconds: 5, refuse }));
    await vi.advanceTimersByTimeAsync(4999);
    expect(said()).toBe('waits');
    await vi.advanceTimersByTimeAsync(1);
    expect(said()).toBe('given up');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('does not give up what gets on, however long it takes', async () => {
    let compiled = 0;
    const said = outcome(patiently(never, { seconds: 5, progress: () => compiled, refuse }));
    for (; compiled < 20; compiled++) await vi.advanceTimersByTimeAsync(4000);
    expect(said()).toBe('waits');
    await vi.advanceTimersByTimeAsync(6000);
    expect(said()).toBe('given up');
  });

  it('ends at once when it is stopped, also where it was before', async () => {
    const control = new AbortController();
    const said = outcome(patiently(never, { seconds: 5, signal: control.signal, refuse }));
    control.abort(new CancelledError('stopped'));
    await vi.advanceTimersByTimeAsync(0);
    expect(said()).toBe('stopped');
    const again = outcome(patiently(never, { seconds: 5, signal: control.signal, refuse }));
    await vi.advanceTimersByTimeAsync(0);
    expect(again()).toBe('stopped');
    expect(vi.getTimerCount()).toBe(0);
  });

  it('hands over what answers when nobody waits any more', async () => {
    let answer: (value: string) => void = () => undefined;
    const work = new Promise<string>((resolve) => (answer = resolve));
    const late = vi.fn();
    const said = outcome(patiently(work, { seconds: 1, refuse, late }));
    await vi.advanceTimersByTimeAsync(1000);
    answer('a buffer');
    await vi.advanceTimersByTimeAsync(0);
    expect(said()).toBe('given up');
    expect(late.mock.calls).toEqual([['a buffer']]);
  });
});
