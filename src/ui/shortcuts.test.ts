import { describe, expect, it, vi } from 'vitest';
import { LossHistory } from '../state/loss_history.ts';
import { runActions } from '../state/run_actions.ts';
import { createAppStore } from '../state/store.ts';
import { viewActions } from '../state/view_actions.ts';
import type { DatasetSummary, Engine } from '../worker/contract.ts';
import { actionOf } from './shortcuts.ts';

function page() {
  const store = createAppStore();
  const engine = {} as Engine; // no key here reaches it
  const context = { store, engine, losses: new LossHistory() };
  const run = { ...runActions(context, () => Promise.resolve()), play: vi.fn(), pause: vi.fn(), step: vi.fn() };
  return { store, run, press: (key: string) => actionOf(key, store, { run, view: viewActions(context) })?.() };
}

describe('single keys', () => {
  it('start nothing without a GPU and data, then play, and pause what trains', () => {
    const { store, run, press } = page();
    store.setState({ view: 'train' });
    store.setState({ device: { kind: 'none', reason: 'a test' } });
    press(' ');
    press('.');
    expect(run.play).not.toHaveBeenCalled();
    store.setState({ device: { kind: 'ready', report: {} as never }, dataset: {} as DatasetSummary });
    press(' ');
    press('.');
    expect([run.play.mock.calls.length, run.step.mock.calls.length]).toEqual([1, 1]);
    store.setState({ phase: 'running' });
    press(' ');
    expect(run.pause).toHaveBeenCalledOnce();
  });

  it('begin a run in Train alone, pause and resume one anywhere, and step into no run that is over', () => {
    const { store, run, press } = page();
    store.setState({ device: { kind: 'ready', report: {} as never }, dataset: {} as DatasetSummary, view: 'data' });
    press(' ');
    press('.');
    expect([run.play.mock.calls.length, run.step.mock.calls.length]).toEqual([0, 0]);
    store.setState({ phase: 'paused' });
    press(' ');
    press('.');
    expect([run.play.mock.calls.length, run.step.mock.calls.length]).toEqual([1, 1]);
    store.setState({ phase: 'finished', view: 'train' });
    press('.');
    expect(run.step).toHaveBeenCalledOnce();
  });

  it('switch views by number and know no eighth', () => {
    const { store, press } = page();
    press('3');
    expect(store.getState().view).toBe('train');
    press('8');
    press('0');
    expect(store.getState().view).toBe('train');
  });

  it('open the list of keys', () => {
    const { store, press } = page();
    press('?');
    expect(store.getState().shortcuts).toBe(true);
  });
});
