import type { RunEvent } from '../worker/contract.ts';
import type { LossHistory } from './loss_history.ts';
import { follows } from './phases.ts';
import type { RunSlice } from './slices/run.ts';

/** What an event of the engine changes in the run slice. The losses go to their history; the store gets its version. */
export function applyRunEvent(state: RunSlice, event: RunEvent, losses: LossHistory): Partial<RunSlice> {
  switch (event.kind) {
    case 'started':
      return { run: event.run };
    case 'phase':
      // Every call that trains begins with 'preparing'; an event that cannot follow is late news of an earlier call.
      if (!follows(state.phase, event.phase)) return {};
      return { phase: event.phase, note: event.note };
    case 'note':
      return { note: event.note };
    case 'steps': {
      losses.push(event.losses);
      const { step, totalSteps, epoch, skipped, millisecondsPerStep, positionsPerSecond, secondsLeft } = event;
      const loss = event.losses.at(-1) ?? Number.NaN;
      const steps = { step, totalSteps, epoch, loss, skipped, millisecondsPerStep, positionsPerSecond, secondsLeft };
      return { steps, lossVersion: losses.version };
    }
    case 'validation': {
      // After a recovery validations since the checkpoint are made again.
      const kept = state.validation.filter((point) => point.step < event.point.step);
      const watched = event.watched === null ? state.watched : [...state.watched.slice(0, kept.length), event.watched];
      return { validation: [...kept, event.point], watched };
    }
    case 'baseline': {
      const { name, title, metrics } = event;
      const others = state.baselineScores.filter((score) => score.name !== name);
      return { baselineScores: [...others, { name, title, hr10: metrics.hr['10'], ndcg10: metrics.ndcg['10'] }] };
    }
  }
}
