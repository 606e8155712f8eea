import { expect } from 'vitest';
import { noise } from './random.ts';

/**
 * Central differences against an analytic gradient, in f64.
 * `forward(inputs)` returns the output; `backward(inputs, dy)` returns d(Σ dy·y)/d(input) per input.
 * Agreement is required to 1e-6 of the gradient's largest entry (step 1e-4: truncation ~1e-8, rounding ~1e-12).
 */
export function expectGradient(
  forward: (inputs: readonly Float64Array[]) => Float64Array,
  backward: (inputs: readonly Float64Array[], dy: Float64Array) => readonly (Float64Array | null)[],
  inputs: readonly Float64Array[],
): void {
  const step = 1e-4;
  const dy = noise(forward(inputs).length, 99);
  const loss = (): number => forward(inputs).reduce((sum, y, i) => sum + y * dy[i], 0);
  backward(inputs, dy).forEach((analytic, which) => {
    if (analytic === null) return;
    const input = inputs[which];
    const scale = Math.max(1e-3, ...analytic.map(Math.abs));
    input.forEach((value, i) => {
      input[i] = value + step;
      const above = loss();
      input[i] = value - step;
      const below = loss();
      input[i] = value;
      const numeric = (above - below) / (2 * step);
      const error = Math.abs(numeric - analytic[i]) / scale;
      expect(error, `input ${which}[${i}]: analytic ${analytic[i]}, numeric ${numeric}`).toBeLessThan(1e-6);
    });
  });
}
