import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunEvent } from './contract.ts';
import { OtherTabs, otherTrainingWords, type OtherTraining } from './other_tabs.ts';

const channels: BroadcastChannel[] = [];
afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

/** Tabs of one browser, in which a tab trains or none does. */
function browser(name: string) {
  const state = { training: true, now: 0 };
  const tab = (): OtherTabs => {
    const channel = new BroadcastChannel(name);
    channels.push(channel);
    return new OtherTabs(
      channel,
      () => Promise.resolve(state.training),
      () => state.now,
    );
  };
  return { state, tab };
}

const steps = (step: number): RunEvent =>
  ({ kind: 'steps', step, totalSteps: 42 }) satisfies Partial<RunEvent> as unknown as RunEvent;

describe('a second tab', () => {
  it('hears where the first one’s training stands, and that it ended', async () => {
    const { state, tab } = browser('steps');
    const [first, second] = [tab(), tab()];
    const heard: (OtherTraining | null)[] = [];
    second.follow((other) => heard.push(other));
    first.begin();
    first.tell({ kind: 'phase', phase: 'running', note: '' });
    state.now = 1;
    first.tell(steps(36));
    first.end();
    await vi.waitFor(() => expect(heard).toHaveLength(5));
    expect(heard.map((other) => other && [other.phase, other.step])).toEqual([
      null,
      ['preparing', null],
      ['running', null],
      ['running', 36],
      null,
    ]);
  });

  it('that opens while the first one trains is told at once', async () => {
    const { tab } = browser('late');
    const first = tab();
    first.begin();
    first.tell(steps(7));
    const second = tab();
    await vi.waitFor(() => expect(second.training).toMatchObject({ step: 7, totalSteps: 42 }));
    expect(first.training).toBeNull();
  });

  it('does not believe a tab for longer than the training lock is held', async () => {
    const { state, tab } = browser('crash');
    const [first, second] = [tab(), tab()];
    first.begin();
    await vi.waitFor(() => expect(second.training).not.toBeNull());
    state.training = false; // the first one crashed
    await vi.waitFor(() => expect(second.training).toBeNull(), { timeout: 10_000 });
  }, 15_000);

  it('is told of steps twice a second at most', async () => {
    const { state, tab } = browser('often');
    const [first, second] = [tab(), tab()];
    let told = 0;
    second.follow(() => told++);
    first.begin();
    for (let step = 1; step <= 100; step++) {
      state.now = step / 50;
      first.tell(steps(step));
    }
    first.end();
    await vi.waitFor(() => expect(second.training).toBeNull());
    await vi.waitFor(() => expect(told).toBeGreaterThan(3));
    expect(told).toBeLessThan(9);
  });

  it('passes over what a tab of another build may say', async () => {
    const { tab } = browser('foreign');
    const second = tab();
    const channel = new BroadcastChannel('foreign');
    channels.push(channel);
    for (const odd of ['?', null, { news: 3 }, { news: { step: 1 } }, {}]) channel.postMessage(odd);
    channel.postMessage({ news: { phase: 'running', step: 1, totalSteps: 2 } });
    await vi.waitFor(() => expect(second.training).toEqual({ phase: 'running', step: 1, totalSteps: 2 }));
  });
});

it('what another tab does is said in a sentence', () => {
  expect(otherTrainingWords({ phase: 'running', step: 36, totalSteps: 1042 })).toBe(
    'Training in another tab: step 36 of 1,042',
  );
  expect(otherTrainingWords({ phase: 'preparing', step: null, totalSteps: null })).toBe(
    'Training in another tab: preparing',
  );
  expect(otherTrainingWords({ phase: 'preparing', step: null, totalSteps: null, paper: 'A1' })).toBe(
    'Training in another tab: the experiment of A1',
  );
});
