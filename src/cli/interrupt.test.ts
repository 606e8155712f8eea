import { afterEach, expect, it, vi } from 'vitest';
import type { Engine, Phase } from '../engine/api.ts';
import { onInterrupt } from './interrupt.ts';

const kept = process.listeners('SIGINT');
afterEach(() => {
  process.removeAllListeners('SIGINT');
  kept.forEach((listener) => process.on('SIGINT', listener));
});

it.each<readonly Phase[]>([[], ['preparing'], ['preparing', 'running'], ['preparing', 'running', 'finished']])(
  'says in which phase a run is interrupted: %s %s %s',
  (...phases) => {
    process.removeAllListeners('SIGINT');
    const announced: Phase[] = [];
    const pause = vi.fn(() => Promise.resolve());
    const interrupt = onInterrupt({ pause } as unknown as Engine, (phase) => announced.push(phase));
    const tell = interrupt.watch(() => undefined);
    tell({ kind: 'started', run: 'r1' });
    for (const phase of phases) tell({ kind: 'phase', phase, note: '' });
    expect(pause).not.toHaveBeenCalled();
    process.emit('SIGINT');
    expect(announced).toEqual([phases.at(-1) ?? 'preparing']);
    expect(pause).toHaveBeenCalledExactlyOnceWith('r1');
    interrupt.release();
  },
);
