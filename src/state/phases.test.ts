import { describe, expect, it } from 'vitest';
import { follows, isBusy, may, phases, type RunPhase } from './phases.ts';

const all = Object.keys(phases) as RunPhase[];

describe('the machine of a run', () => {
  it.each([
    ['a whole run', ['preparing', 'running', 'finished']],
    ['pause and resume', ['preparing', 'running', 'paused', 'preparing', 'running', 'finished']],
    ['a lost device', ['preparing', 'running', 'recovering', 'running', 'stopped']],
    ['a second loss, then a new run', ['preparing', 'running', 'recovering', 'failed', 'preparing', 'running']],
    ['a device lost while preparing', ['preparing', 'recovering', 'running', 'finished']],
  ] satisfies [string, RunPhase[]][])('allows %s', (_, path) => {
    const steps: readonly RunPhase[] = ['idle', ...path];
    for (let i = 1; i < steps.length; i++)
      expect([steps[i - 1], steps[i], follows(steps[i - 1], steps[i])]).toEqual([steps[i - 1], steps[i], true]);
  });

  it('never goes from an end into the middle of a run', () => {
    for (const end of ['idle', 'paused', 'finished', 'stopped', 'failed'] as const) {
      for (const middle of ['running', 'recovering', 'finished', 'stopped', 'paused'] as const) {
        expect(follows(end, middle)).toBe(false);
      }
    }
  });

  it('never returns to idle, and can fail from everywhere but idle', () => {
    for (const phase of all) {
      expect(follows(phase, 'idle')).toBe(false);
      expect(follows(phase, 'failed')).toBe(phase !== 'idle');
    }
  });

  it('starts nothing while the engine is busy, and pauses nothing while it is not', () => {
    for (const phase of all) {
      expect(may(phase, 'train') && isBusy(phase)).toBe(false);
      expect(may(phase, 'resume') && isBusy(phase)).toBe(false);
      expect(may(phase, 'pause') && !isBusy(phase)).toBe(false);
    }
  });

  it('leaves no way out closed: every phase that is not busy can start a run', () => {
    for (const phase of all) expect(may(phase, 'train')).toBe(!isBusy(phase));
  });
});
