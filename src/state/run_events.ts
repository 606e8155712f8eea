import type { RunEvent, Watched } from '../worker/contract.ts';
import type { LossHistory } from './loss_history.ts';
import { follows, isBusy } from './phases.ts';
import type { KeptSlice } from './slices/kept.ts';
import type { RunSlice } from './slices/run.ts';

/** What an event of the engine changes in the run slice. The losses go to their history; the store gets its version. */
export function applyRunEvent(state: RunSlice, event: RunEvent, losses: LossHistory): Partial<RunSlice & KeptSlice> {
  switch (event.kind) {
    case 'started':
      return { run: event.run };
    case 'phase':
      return entered(state, event);
    case 'earlier': {
      losses.clear();
      losses.push(event.losses);
      const { validation, watched } = event;
      return { validation, watched: [watched], lossVersion: losses.version };
    }
    case 'codes':
      return coded(event);
    case 'note':
      return { note: event.note, unkept: event.note }; // shown until another run begins
    case 'prepared': {
      losses.continueAt(event.step);
      return { prepared: event, lossVersion: losses.version };
    }
    case 'watched':
      return { watched: withWatched(state.watched, event.watched) };
    case 'steps': {
      losses.push(event.losses);
      const { step, totalSteps, epoch, skipped, seconds, secondsLeft } = event;
      const { millisecondsPerStep, preparingPerStep, positionsPerSecond } = event;
      const steps = {
        ...{ step, totalSteps, epoch, skipped, seconds, secondsLeft },
        ...{ millisecondsPerStep, preparingPerStep, positionsPerSecond },
        loss: event.losses.at(-1) ?? Number.NaN,
        norm: event.norms.at(-1) ?? Number.NaN,
      };
      return { steps, lossVersion: losses.version };
    }
    case 'validation': {
      // After a recovery validations since the checkpoint are made again.
      const kept = state.validation.filter((point) => point.step < event.point.step);
      const { health, watched } = event;
      return { validation: [...kept, event.point], health, watched: withWatched(state.watched, watched) };
    }
    case 'baseline': {
      const { name, title, metrics } = event;
      const others = state.baselineScores.filter((score) => score.name !== name);
      return { baselineScores: [...others, { name, title, hr10: metrics.hr['10'], ndcg10: metrics.ndcg['10'] }] };
    }
  }
}

/** Every call that trains begins with 'preparing'; an event that cannot follow is late news of an earlier call. */
function entered(state: RunSlice, { phase, note }: Extract<RunEvent, { kind: 'phase' }>): Partial<RunSlice> {
  if (!follows(state.phase, phase)) return {};
  // What was said while it was prepared, as how its codes tell items apart, stays until there is more to say.
  const said = state.phase === 'preparing' && phase === 'running' && note === '' ? state.note : note;
  return { phase, note: said, coded: null, ...(isBusy(phase) ? {} : { leaving: null }) };
}

function coded({ done, words }: Extract<RunEvent, { kind: 'codes' }>): Partial<RunSlice> {
  if (done === null) return { coded: 0, note: `${words}…` };
  return done < 1 ? { coded: done, note: `${words}: ${Math.floor(100 * done)} %` } : { coded: null, note: words };
}

/** The lists of one user by step; another user's begin anew, and lists that a recovery makes again are replaced. */
export const withWatched = (lists: readonly Watched[], next: Watched): Watched[] => [
  ...lists.filter(({ index, step }) => index === next.index && step < next.step),
  next,
];
