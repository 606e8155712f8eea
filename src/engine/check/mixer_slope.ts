import type { CostAt, MeasuredMixer, MixerCost } from './mixer_messages.ts';

/** What the slope should be: at most, where arithmetic grows as the length; about, where as its square. */
const GOALS = { linear: 1.1, quadratic: 2 } as const;

/** With what its times come to. */
export const withSlope = (mixer: MeasuredMixer): MixerCost => ({
  ...mixer,
  slope: slopeOf(mixer.at),
  goal: GOALS[mixer.growth],
});

/** b of log t = a + b · log T by least squares, over the longer half of the lengths, where what is the same for any length counts least. */
function slopeOf(costs: readonly CostAt[]): number | null {
  const longer = costs.slice(costs.length >> 1);
  if (longer.length < 2) return null;
  const x = longer.map(({ length }) => Math.log(length));
  const y = longer.map(({ milliseconds }) => Math.log(milliseconds));
  const [mx, my] = [mean(x), mean(y)];
  const covariance = mean(x.map((each, i) => (each - mx) * (y[i] - my)));
  return covariance / mean(x.map((each) => (each - mx) ** 2));
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
