import { expect } from 'vitest';
import { lastExtent } from '../core/shape.ts';
import { gradients } from '../graph/backward.ts';
import { leaf } from '../graph/tensor.ts';
import type { Config, Model } from '../models/model.ts';
import { evaluate } from '../runtime/cpu.ts';
import { setGolden, tracedLoss } from './traced_loss.ts';

/** What the same model gives elsewhere: `hidden` of the second history, of each gradient its sum and its sum weighted by cos(i). */
interface GoldenModel {
  readonly loss: number;
  readonly hidden: readonly number[];
  readonly gradients: Readonly<Record<string, readonly number[]>>;
}

/** Holds the loss, the states and the gradients of a model to those of another implementation. */
export function expectGolden(model: Model, config: Config, golden: GoldenModel): void {
  const traced = tracedLoss(model, config, false);
  const { hidden, loss, parameters, leaves } = traced;
  setGolden(traced, Object.keys(golden.gradients));
  const wrt = parameters.map(({ tensor }) => tensor);
  const [states, [mean], ...analytic] = evaluate([hidden, loss, ...gradients(loss, leaf('unread', [1]), wrt)], leaves);
  expect(mean).toBeCloseTo(golden.loss, 12);
  golden.hidden.forEach((want, i) =>
    expect(states[config.length * lastExtent(hidden.shape) + i]).toBeCloseTo(want, 10),
  );
  expect(parameters.map(({ name }) => name).sort()).toEqual(Object.keys(golden.gradients).sort());
  parameters.forEach(({ name }, p) => {
    const sum = analytic[p].reduce((total, g) => total + g, 0);
    const weighted = analytic[p].reduce((total, g, i) => total + g * Math.cos(i), 0);
    const [wantedSum, wantedWeighted] = golden.gradients[name];
    expect(sum, `sum of d${name}`).toBeCloseTo(wantedSum, 9);
    expect(weighted, `d${name} weighted by cos(i)`).toBeCloseTo(wantedWeighted, 9);
  });
}
