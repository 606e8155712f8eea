import { describe, expect, it } from 'vitest';
import type { RunEvent, Watched } from '../worker/contract.ts';
import { LossHistory } from './loss_history.ts';
import { applyRunEvent } from './run_events.ts';
import { createAppStore } from './store.ts';
import type { RunSlice } from './slices/run.ts';

const item = { id: 'a', title: 'A', category: null, count: 1 };
const watched: Watched = { step: 0, index: 0, user: 'u', history: [], rank: 3, target: item, list: [] };

const health = { steps: 1, norm: { median: 1, largest: 1 }, clipped: 0, skipped: 0, layers: [] };

const validation = (epoch: number, step: number): RunEvent => ({
  kind: 'validation',
  point: { epoch, step, hr10: 0.1, ndcg10: 0.05, loss: 3, seconds: 1, best: true },
  watched: { ...watched, step },
  health,
});

const steps = (losses: number[]): RunEvent => ({
  kind: 'steps',
  step: losses.length,
  epoch: 0,
  totalSteps: 10,
  losses,
  norms: losses,
  skipped: 0,
  millisecondsPerStep: 1,
  positionsPerSecond: 1,
  secondsLeft: 1,
  preparingPerStep: 1,
  seconds: 1,
});

function after(...events: RunEvent[]): { state: RunSlice; losses: LossHistory } {
  const losses = new LossHistory();
  const state = events.reduce<RunSlice>(
    (before, event) => ({ ...before, ...applyRunEvent(before, event, losses) }),
    createAppStore().getState(),
  );
  return { state, losses };
}

const phase = (name: RunSlice['phase']): RunEvent => {
  if (name === 'idle') throw new Error('the engine never says idle');
  return { kind: 'phase', phase: name, note: name };
};

describe('events of a run', () => {
  it('name the run and move its phase', () => {
    const { state } = after({ kind: 'started', run: 'run-7' }, phase('preparing'), phase('running'));
    expect([state.run, state.phase, state.note]).toEqual(['run-7', 'running', 'running']);
  });

  it('keep what the codes of the items come to in sight once training begins', () => {
    const made: RunEvent = { kind: 'codes', done: 1, words: '8 codes for each item' };
    const vectors = after(phase('preparing'), { kind: 'codes', done: null, words: 'Making vectors' }).state;
    expect([vectors.note, vectors.coded]).toEqual(['Making vectors…', 0]);
    const making = after(phase('preparing'), { ...made, done: 0.314, words: 'Making codes' }).state;
    expect([making.note, making.coded]).toEqual(['Making codes: 31 %', 0.314]);
    const begins: RunEvent = { kind: 'phase', phase: 'running', note: '' };
    expect(after(phase('preparing'), made, begins).state.note).toBe('8 codes for each item');
    expect(after(phase('preparing'), made, phase('running')).state.note).toBe('running');
    expect(after(phase('preparing'), made, phase('recovering'), begins).state.note).toBe('');
  });

  it('say that a run is leaving its work until it has left', () => {
    const leaving = (...events: RunEvent[]) =>
      events.reduce<RunSlice>((state, event) => ({ ...state, ...applyRunEvent(state, event, new LossHistory()) }), {
        ...createAppStore().getState(),
        phase: 'running',
        leaving: 'stop',
      }).leaving;
    expect(leaving(phase('recovering'), phase('running'))).toBe('stop');
    expect(leaving(phase('stopped'))).toBeNull();
  });

  it('are ignored where they cannot follow: late news of an earlier call', () => {
    expect(after(phase('preparing'), phase('finished')).state.phase).toBe('preparing');
  });

  it('keep losses outside the store, which knows their version', () => {
    const { state, losses } = after(steps([3, 2]), steps([1]));
    expect([...losses.view()]).toEqual([3, 2, 1]);
    expect(state.lossVersion).toBe(losses.version);
    expect(state.steps?.loss).toBe(1);
  });

  it('begin the lists anew for another user', () => {
    const { state } = after(validation(1, 10), { kind: 'watched', watched: { ...watched, index: 4, step: 10 } });
    expect(state.watched.map(({ index }) => index)).toEqual([4]);
  });

  it('replace validations that a recovery makes again', () => {
    const { state } = after(validation(1, 10), validation(2, 20), validation(3, 30), validation(2, 20));
    expect(state.validation.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect(state.watched).toHaveLength(2);
  });
});
