import type { RunSummary, ValidationPoint } from '../../../worker/contract.ts';
import type { Line } from '../../charts/line_chart.tsx';
import { duration, score } from '../../format.ts';
import { lookOf } from './series.ts';

export type Along = 'epoch' | 'step' | 'seconds';
export type Curve = 'ndcg10' | 'hr10' | 'loss';

export const alongWords: Readonly<Record<Along, string>> = {
  epoch: 'epoch',
  step: 'step',
  seconds: 'seconds of training',
};
export const curveWords: Readonly<Record<Curve, string>> = {
  ndcg10: 'validation NDCG@10',
  hr10: 'validation HR@10',
  loss: 'training loss (nats)',
};

/**
 * Validation curves over one x axis. Runs validate at different x: at another run's places a curve takes the value of the
 * straight line that is drawn between its own points, and nothing outside of them.
 */
export function overlay(runs: readonly RunSummary[], along: Along, curve: Curve): { x: number[]; lines: Line[] } {
  const x = [...new Set(runs.flatMap(({ validation }) => validation.map((point) => point[along])))].sort(
    (a, b) => a - b,
  );
  const lines = runs.map(({ id, name, validation }): Line => {
    const { colour, dash } = lookOf(id);
    const values = x.map((at) => valueAt(validation, along, curve, at));
    return { label: name, colour, values, ...(dash === undefined ? {} : { dash }) };
  });
  return { x, lines };
}

function valueAt(points: readonly ValidationPoint[], along: Along, curve: Curve, at: number): number | null {
  const after = points.findIndex((point) => point[along] >= at);
  const right = points[after];
  if (right === undefined) return null;
  if (right[along] === at) return right[curve];
  const left = points[after - 1];
  if (left === undefined) return null;
  return left[curve] + ((right[curve] - left[curve]) * (at - left[along])) / (right[along] - left[along]);
}

/** What the overlay shows, in words: the best of each, and which is ahead. */
export function overlaySentence(runs: readonly RunSummary[], curve: Curve): string {
  const low = curve === 'loss';
  const best = runs.flatMap(({ name, validation }) => {
    if (validation.length === 0) return [];
    const point = validation.reduce((a, b) => ((low ? b[curve] < a[curve] : b[curve] > a[curve]) ? b : a));
    return [{ name, point }];
  });
  if (best.length === 0) return 'None of these runs has validated yet.';
  const ranked = best.sort((a, b) => (low ? 1 : -1) * (a.point[curve] - b.point[curve]));
  const words = ranked.map(
    ({ name, point }) => `${name} ${score(point[curve])} at epoch ${point.epoch} (${duration(point.seconds)})`,
  );
  return `${low ? 'Lowest' : 'Highest'} ${curveWords[curve]}: ${words.join('; ')}.`;
}
