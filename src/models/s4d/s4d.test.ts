import { describe, expect, it } from 'vitest';
import { initialise } from '../../nn/scope.ts';
import { legsFrequencies } from '../../nn/spectra.ts';
import { expectGolden } from '../../testing/golden_model.ts';
import { configure } from '../catalogue.ts';
import { parametersOf } from '../parameters.ts';
import golden from './s4d.golden.json';
import { s4d } from './s4d.ts';

const small = { blocks: 2, modes: 4, width: 8, length: 4, dropout: 0.3 };
const usual = { ...small, spectrum: 'legs', discretisation: 'hold' };

describe('s4d', () => {
  it.each([
    ['complex, held', usual, golden.complex],
    ['complex, bilinear', { ...usual, discretisation: 'bilinear' }, golden.bilinear],
    ['real', { ...usual, spectrum: 'real' }, golden.real],
  ])('has the loss, the states and the gradients of the same model in PyTorch: %s', (_name, config, want) => {
    expectGolden(s4d, config, want);
  });

  const begun = (values: Readonly<Record<string, number | string>>, name: string): number[] => {
    const parameters = parametersOf(s4d, configure(s4d, { ...small, ...values }), 5);
    return parameters.flatMap((each) => (each.name === `block1.s4d.${name}` ? [...initialise(each, 1)] : []));
  };

  it('starts every channel with the spectrum that is asked for, rates before frequencies', () => {
    const [rates, frequencies] = [begun({}, 'dynamics').slice(0, 32), begun({}, 'dynamics').slice(32)];
    rates.forEach((rate) => expect(rate).toBeCloseTo(Math.log(0.5), 6));
    const wanted = legsFrequencies(4);
    frequencies.forEach((frequency, i) => expect(frequency).toBeCloseTo(wanted[i % 4], 5));
    const real = begun({ spectrum: 'real' }, 'dynamics');
    expect(real).toHaveLength(32);
    real.forEach((rate, i) => expect(rate).toBeCloseTo(Math.log((i % 4) + 1), 6));
    expect(new Set(begun({ spectrum: 'random' }, 'dynamics')).size).toBe(64);
  });

  it('starts with steps between 0.001 and 0.1', () => {
    const steps = begun({ width: 64 }, 'step').map(Math.exp);
    expect(Math.min(...steps)).toBeGreaterThan(0.000_99);
    expect(Math.max(...steps)).toBeLessThan(0.101);
    expect(Math.max(...steps) / Math.min(...steps)).toBeGreaterThan(30);
  });
});
