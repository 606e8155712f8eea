import type { Listener } from '../engine/api.ts';
import type { Progress } from './progress.ts';
import { percent } from '../core/percent.ts';
import { duration, whole } from './text.ts';

/** Tells of a run while it trains. */
export function trainingListener(progress: Progress): Listener {
  return (event) => {
    if (event.kind === 'phase') progress.say(event.note === '' ? event.phase : `${event.phase}: ${event.note}`);
    else if (event.kind === 'note') progress.say(event.note);
    else if (event.kind === 'codes') {
      if (event.done === null) progress.update(event.words);
      else if (event.done < 1) progress.update(`${event.words}: ${percent(event.done)}`);
      else progress.say(event.words);
    } else if (event.kind === 'validation') {
      const { epoch, hr10, ndcg10, loss, best } = event.point;
      const numbers = `HR@10 ${hr10.toFixed(4)}  NDCG@10 ${ndcg10.toFixed(4)}  loss ${loss.toFixed(3)} nats`;
      progress.say(`epoch ${epoch}: validation ${numbers}${best ? '  best so far' : ''}`);
    } else if (event.kind === 'baseline') {
      const { hr, ndcg } = event.metrics;
      progress.say(`${event.title}: validation HR@10 ${hr['10'].toFixed(4)}  NDCG@10 ${ndcg['10'].toFixed(4)}`);
    } else if (event.kind === 'steps') {
      const { step, totalSteps, losses, millisecondsPerStep, positionsPerSecond, secondsLeft } = event;
      progress.update(
        `step ${whole(step)} of ${whole(totalSteps)}: loss ${(losses.at(-1) ?? 0).toFixed(3)} nats, ` +
          `${millisecondsPerStep.toPrecision(3)} ms/step, ${whole(Math.round(positionsPerSecond))} positions/s, ` +
          `at most ${duration(secondsLeft)} left`,
      );
    }
  };
}
