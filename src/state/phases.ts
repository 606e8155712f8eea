import type { Phase } from '../worker/contract.ts';

/** Where the run on screen stands; 'idle' before there is one. */
export type RunPhase = 'idle' | Phase;

/** What a person may ask of a run. */
export type Command = 'train' | 'pause' | 'resume' | 'step' | 'stop';

interface PhaseRow {
  /** As the transport bar says it. */
  readonly words: string;
  readonly next: readonly RunPhase[];
  readonly commands: readonly Command[];
}

/** The machine of a run: which phase may follow which, and what may be asked in each. Any phase may fail. */
export const phases: Readonly<Record<RunPhase, PhaseRow>> = {
  idle: { words: 'Ready', next: ['preparing'], commands: ['train', 'step'] },
  preparing: {
    words: 'Preparing',
    next: ['running', 'recovering', 'paused', 'stopped', 'failed'], // left before it ran
    commands: ['stop'],
  },
  running: {
    words: 'Training',
    next: ['paused', 'finished', 'stopped', 'recovering', 'failed'],
    commands: ['pause', 'stop'],
  },
  recovering: { words: 'Recovering', next: ['running', 'paused', 'failed'], commands: ['stop'] },
  paused: { words: 'Paused', next: ['preparing', 'failed'], commands: ['resume', 'step', 'stop', 'train'] },
  finished: { words: 'Finished', next: ['preparing', 'failed'], commands: ['train'] },
  stopped: { words: 'Stopped', next: ['preparing', 'failed'], commands: ['train'] },
  failed: { words: 'Failed', next: ['preparing', 'failed'], commands: ['train'] },
};

/** Where the run stands as the transport bar says it, or what it is about to do. */
export const standingWords = (phase: RunPhase, leaving: 'pause' | 'stop' | null): string =>
  leaving === null ? phases[phase].words : leaving === 'stop' ? 'Stopping…' : 'Pausing…';

export const may = (phase: RunPhase, command: Command): boolean => phases[phase].commands.includes(command);

export const follows = (phase: RunPhase, next: RunPhase): boolean => phases[phase].next.includes(next);

/** Whether the engine works on the run: settings are locked, the transport shows progress. */
export const isBusy = (phase: RunPhase): boolean =>
  phase === 'preparing' || phase === 'running' || phase === 'recovering';
