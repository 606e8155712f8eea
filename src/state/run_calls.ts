import type { Listener, RunSummary } from '../worker/contract.ts';
import { guarded, messageOf, report, type Context } from './context.ts';
import { may, type Command } from './phases.ts';
import { applyRunEvent } from './run_events.ts';
import { freshRun } from './slices/run.ts';
import { experimentTrains, trainingPaper } from './training_paper.ts';

/** Calls that train, of which one is at work at a time. */
export interface RunCalls {
  /** Hears what a run tells. */
  readonly listen: Listener;
  /** Whether the experiment of a paper trains, which then is said. */
  readonly heldByPaper: () => boolean;
  /** Makes a call where the phase allows the command; what it comes to is shown, and so is an error. */
  readonly work: (command: Command, call: () => Promise<RunSummary>) => Promise<void>;
  readonly lookForUnfinished: () => Promise<void>;
  readonly lookForEnded: () => Promise<void>;
  /** Takes what is on screen of a run away, before another one. */
  readonly clear: () => void;
  /** Asks a run to leave its work; it does so after the step in flight, and nothing else is asked of it meanwhile. */
  readonly leave: (how: 'pause' | 'stop', note: string) => Promise<void>;
}

/** @param askNewest  asks a run that has ended, where nobody chose another */
export function runCalls(context: Context, askNewest: (run: string) => Promise<void>): RunCalls {
  const { store, engine, losses } = context;

  const listen: Listener = (event) => store.setState((state) => applyRunEvent(state, event, losses));

  const heldByPaper = (): boolean => {
    const paper = trainingPaper(store.getState());
    if (paper === null) return false;
    report(context, experimentTrains(paper.id), 'Cancel it first, in the bar below or under Papers.', 'run');
    return true;
  };

  const work = async (command: Command, call: () => Promise<RunSummary>): Promise<void> => {
    const { phase, working } = store.getState();
    if (working || !may(phase, command) || heldByPaper()) return;
    store.setState({ working: true });
    try {
      const summary = await call();
      store.setState({ summary, run: summary.id, phase: summary.phase, note: summary.note });
      await guarded(context, 'The list of runs is old', async () => store.setState({ runs: await engine.runs() }));
      await lookForEnded();
      if (summary.phase !== 'paused') await askNewest(summary.id);
    } catch (error) {
      if (error instanceof Error && error.name === 'CancelledError') {
        store.setState({ run: null, phase: 'stopped', leaving: null, note: error.message }); // it never began
        await lookForKept();
        return;
      }
      store.setState(({ phase: now }) => ({ leaving: null, ...(now === 'idle' ? {} : { phase: 'failed' }) }));
      if (error instanceof Error && error.name === 'DeviceLostError') {
        store.setState({ device: { kind: 'lost', reason: messageOf(error) } }); // the page says so until it is reloaded
      } else report(context, 'Training stopped', error, 'run');
      await lookForKept();
    } finally {
      store.setState({ working: false });
    }
  };

  const lookForUnfinished = async (): Promise<void> => {
    await guarded(context, 'The saved run cannot be read', async () => {
      store.setState({ unfinished: await engine.unfinished() });
    });
  };

  const lookForEnded = async (): Promise<void> => {
    await guarded(context, 'Whether it can go on is not known', async () => {
      store.setState({ ended: await engine.ended() });
    });
  };

  const lookForKept = async (): Promise<void> => {
    await lookForUnfinished();
    await lookForEnded();
  };

  const clear = (): void => {
    losses.clear();
    store.setState(({ prepared, validation, before, alerts }) => ({
      ...{ ...freshRun, unfinished: null, ended: null, unkept: null, replacing: false },
      alerts: alerts.filter(({ about }) => about !== 'run'),
      // A run that was left before its first validation has nothing to show behind the next one.
      before: prepared === null || validation.length === 0 ? before : { recipe: prepared.recipe, validation },
    }));
  };

  const leave = async (how: 'pause' | 'stop', note: string): Promise<void> => {
    const { run, phase, leaving } = store.getState();
    if (run === null || leaving !== null || !may(phase, how)) return;
    store.setState({ leaving: how, note });
    try {
      await engine[how](run);
    } catch (error) {
      store.setState({ leaving: null });
      report(context, 'The run goes on', error);
    }
  };

  return { listen, heldByPaper, work, lookForUnfinished, lookForEnded, clear, leave };
}
