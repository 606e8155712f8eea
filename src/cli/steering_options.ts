import { asked } from '../core/asked.ts';
import type { Steering, SteeringPrice } from '../engine/api.ts';
import type { Arguments, OptionTable } from './options.ts';

/** What a list is held to and leans to. */
export const steeringOptions: OptionTable = {
  only: { value: 'CATEGORY', multiple: true, help: 'a category that may be listed, and no other but those named so' },
  without: { value: 'CATEGORY', multiple: true, help: 'a category that may not be listed' },
  popularity: {
    value: 'X',
    help: 'from -2 to 2: above 0 more of what many take, below 0 (--popularity=-1) of what few take (0)',
  },
  diversity: { value: 'X', help: 'from 0 to 2: what an item loses for each of its category above it (0)' },
};

/** What the options say; undefined where none is given. @throws UsageError */
export function steeringOf(given: Arguments): Steering | undefined {
  const [only, without] = [given.list('only'), given.list('without')];
  const [popularity, diversity] = [given.number('popularity'), given.number('diversity')];
  const steering = {
    ...(only.length === 0 ? {} : { only }),
    ...(without.length === 0 ? {} : { without }),
    ...(popularity === undefined ? {} : { popularity }),
    ...(diversity === undefined ? {} : { diversity }),
  };
  return Object.keys(steering).length === 0 ? undefined : steering;
}

/** What steering costs, in one sentence. */
export function priceText({ users, ofUsers, free, steered, difference }: SteeringPrice): string {
  const { low, high, value } = difference;
  const numbers = [value, low, high].map((x) => `${x < 0 ? '−' : '+'}${Math.abs(x).toFixed(4)}`);
  const whom = asked({ users, ofUsers });
  return `What it costs: NDCG@10 ${free.ndcg10.toFixed(4)} becomes ${steered.ndcg10.toFixed(4)} (${numbers[0]}, 95 % [${numbers[1]}, ${numbers[2]}]), HR@10 ${free.hr10.toFixed(4)} becomes ${steered.hr10.toFixed(4)}: validation targets of ${whom}.`;
}
