import type { BaselineScore } from '../../../state/slices/run.ts';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { score } from '../../format.ts';

export type Metric = 'ndcg10' | 'hr10';

export const metrics: Readonly<Record<Metric, string>> = { ndcg10: 'NDCG@10', hr10: 'HR@10' };

/** What the validation curve shows, in words. */
export function curveSentence(
  points: readonly ValidationPoint[],
  baselines: readonly BaselineScore[],
  metric: Metric,
): string {
  const name = metrics[metric];
  const best = baselines.reduce<BaselineScore | null>((a, b) => (a === null || b[metric] > a[metric] ? b : a), null);
  const last = points.at(-1);
  if (last === undefined) {
    return best === null ? '' : `The best baseline so far is ${best.title} with ${name} ${score(best[metric])}.`;
  }
  const now = `After epoch ${last.epoch} the model has ${name} ${score(last[metric])} on the validation targets`;
  if (best === null) return `${now}.`;
  const [high, relation] =
    last[metric] > best[metric]
      ? ['above', 'beats']
      : last[metric] < best[metric]
        ? ['below', 'is behind']
        : ['at', 'equals'];
  return `${now}, ${high} the best baseline: it ${relation} ${best.title} with ${score(best[metric])}.`;
}

/** The curve and the baselines' levels as a table for other programs. */
export function curveCsv(points: readonly ValidationPoint[], baselines: readonly BaselineScore[]): string {
  const levels = baselines.flatMap(({ name }) => [`${name} hr@10`, `${name} ndcg@10`]);
  const head = ['epoch', 'step', 'loss', 'hr@10', 'ndcg@10', ...levels];
  const rows = points.map(({ epoch, step, loss, hr10, ndcg10 }) => [
    ...[epoch, step, loss, hr10, ndcg10],
    ...baselines.flatMap((baseline) => [baseline.hr10, baseline.ndcg10]),
  ]);
  return [head, ...rows].map((row) => `${row.join(',')}\n`).join('');
}
