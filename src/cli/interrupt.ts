import type { Engine, Id, Listener, Phase } from '../engine/api.ts';

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

export interface Interrupt {
  /** The listener of the run that may be paused. */
  watch(listen: Listener): Listener;
  /** Gives the signals back. */
  release(): void;
}

/**
 * Pauses the run in progress at the first Ctrl-C; the second ends the process, as if nobody listened. `announce` is told how far
 * it is: one that is prepared is so to the end, with its codes, and pauses before its first step; one that is finished is tested to the end.
 */
export function onInterrupt(engine: Engine, announce: (phase: Phase) => void): Interrupt {
  let run: Id | null = null;
  let phase: Phase = 'preparing';
  let wanted = false;
  const pause = (): void => {
    if (wanted && run !== null) void engine.pause(run);
  };
  const release = (): void => SIGNALS.forEach((signal) => process.off(signal, interrupt));
  const interrupt = (): void => {
    release();
    wanted = true;
    announce(phase);
    pause();
  };
  SIGNALS.forEach((signal) => process.on(signal, interrupt));
  return {
    release,
    watch: (listen) => (event) => {
      listen(event);
      if (event.kind === 'started') run = event.run;
      if (event.kind === 'phase') ({ phase } = event);
      if (event.kind === 'phase') pause(); // the signal may have come before the run began
    },
  };
}
