import { csvOf } from '../../../core/csv.ts';
import type { BaselineScore } from '../../../state/slices/run.ts';
import type { ValidationPoint } from '../../../worker/contract.ts';
import { count, counted, rounded, score } from '../../format.ts';
import type { Line } from '../../charts/line_chart.tsx';
import type { LossCurve } from '../../../state/loss_history.ts';

export type Metric = 'ndcg10' | 'hr10';

export const metrics: Readonly<Record<Metric, string>> = { ndcg10: 'NDCG@10', hr10: 'HR@10' };

/** What the validation curve shows, in words. */
export function curveSentence(
  points: readonly ValidationPoint[],
  baselines: readonly BaselineScore[],
  metric: Metric,
  ceiling: number | null = null,
): string {
  const name = metrics[metric];
  const best = baselines.reduce<BaselineScore | null>((a, b) => (a === null || b[metric] > a[metric] ? b : a), null);
  const last = points.at(-1);
  if (last === undefined) {
    return best === null ? '' : `The best baseline so far is ${best.title} with ${name} ${score(best[metric])}.`;
  }
  const now = `After epoch ${last.epoch} the model has ${name} ${score(last[metric])} on the validation targets`;
  const limit = ceiling === null ? '' : ` No recommender can expect more than ${score(ceiling)} here.`;
  if (best === null) return `${now}.${limit}`;
  const [high, relation] =
    last[metric] > best[metric]
      ? ['above', 'beats']
      : last[metric] < best[metric]
        ? ['below', 'is behind']
        : ['at', 'equals'];
  return `${now}, ${high} the best baseline: it ${relation} ${best.title} with ${score(best[metric])}.${limit}`;
}

/** The curve and the baselines' levels as a table for other programs. */
export function curveCsv(points: readonly ValidationPoint[], baselines: readonly BaselineScore[]): string {
  const levels = baselines.flatMap(({ name }) => [`${name} hr@10`, `${name} ndcg@10`]);
  const head = ['epoch', 'step', 'loss', 'hr@10', 'ndcg@10', ...levels];
  const rows = points.map(({ epoch, step, loss, hr10, ndcg10 }) => [
    ...[epoch, step, loss, hr10, ndcg10],
    ...baselines.flatMap((baseline) => [baseline.hr10, baseline.ndcg10]),
  ]);
  return csvOf([head, ...rows]);
}

/** What the loss did, in words. */
export function lossSentence({ smooth, steps }: LossCurve): string {
  const seen = smooth.filter((loss) => loss !== null);
  const [first, last] = [seen.at(0), seen.at(-1)];
  if (first === undefined || last === undefined) return '';
  const verb = last < 0.995 * first ? 'fell' : last > 1.005 * first ? 'rose' : 'stays';
  const way = verb === 'stays' ? `at ${rounded(last)}` : `from ${rounded(first)} to ${rounded(last)}`;
  return `The training loss ${verb} ${way} nats per position in ${counted(steps.at(-1) ?? 0, 'step')}.`;
}

/** Where the run stands with its patience; null where it has none or has not validated. */
export function patienceLeft(
  points: readonly ValidationPoint[],
  patience: number,
): { readonly left: number; readonly sentence: string } | null {
  if (patience === 0 || points.length === 0) return null;
  const left = Math.max(0, patience - (points.length - 1 - points.findLastIndex(({ best }) => best)));
  const sentence =
    left === patience
      ? `Just got better: ${count(patience)} more validations may pass without a better one.`
      : left === 0
        ? `No better for ${counted(patience, 'validation')}: the run ends early with its best weights.`
        : `No better for ${counted(patience - left, 'validation')}; after ${count(left)} more the run ends early.`;
  return { left, sentence };
}

const COLOURS = 6;
const DASHES = [
  [6, 4],
  [2, 3],
  [10, 4],
  [10, 3, 2, 3],
  [4, 6],
  [14, 4],
] as const;

/**
 * Every baseline as a level, the best possible score above them, the run before, and the model with its best checkpoint.
 * One value for each of the epochs `x`, which begins with the untrained epoch 0 and may end beyond the last validation.
 */
export function validationLines(
  points: readonly ValidationPoint[],
  before: readonly ValidationPoint[],
  baselines: readonly BaselineScore[],
  metric: Metric,
  ceiling: number | null,
  x: readonly number[],
): Line[] {
  const level = (value: number): number[] => x.map(() => value);
  const along = (run: readonly ValidationPoint[]): (number | null | undefined)[] => {
    const values = new Map(run.map((point) => [point.epoch, point[metric]]));
    const last = run.at(-1)?.epoch ?? 0;
    // Epochs of the other run alone are no gap in this one's line: undefined joins, null breaks.
    return x.map((epoch) => values.get(epoch) ?? (epoch === 0 || epoch > last ? null : undefined));
  };
  const best = points.findLast((point) => point.best);
  return [
    ...baselines.map((baseline, i) => ({
      label: baseline.title,
      colour: `--series-${1 + (i % (COLOURS - 1))}`,
      dash: DASHES[i % DASHES.length],
      values: level(baseline[metric]),
    })),
    ...(ceiling === null ? [] : [{ label: CEILING, colour: '--muted', dash: [1, 2], values: level(ceiling) }]),
    ...(before.length === 0 ? [] : [{ label: BEFORE, colour: '--series-0', faint: true, values: along(before) }]),
    { label: 'model', colour: '--series-0', values: along(points), points: points.length < 40 },
    {
      label: BEST,
      colour: '--ink',
      values: x.map((epoch) => (best !== undefined && epoch === best.epoch ? best[metric] : null)),
      points: true,
    },
  ];
}

export const CEILING = 'best possible';
export const BEST = 'best so far';
export const BEFORE = 'run before';
