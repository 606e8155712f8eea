import { describe, expect, it } from 'vitest';
import { Random } from '../core/random.ts';
import golden from '../../shaders/s4d/s4d.golden.json';
import { eigenvalues, legsFrequencies, type Spectrum } from './spectra.ts';

const of = (spectrum: Spectrum, states: number) => eigenvalues(spectrum, states, new Random(1, 'spectra'));

describe('the spectra that diagonal systems begin with', () => {
  it('are those of HiPPO-LegS that PyTorch finds, each conjugate pair once', () => {
    const wanted = golden.legs.imaginary.toReversed();
    legsFrequencies(16).forEach((frequency, n) => expect(frequency / wanted[n]).toBeCloseTo(1, 10));
    for (const real of golden.legs.real) expect(real).toBeCloseTo(-0.5, 10);
    expect(of('legs', 16).rates).toEqual(Array.from({ length: 16 }, () => 0.5));
  });

  it('are formulas: linear, inverse and real', () => {
    expect(of('linear', 4).frequencies).toEqual([0, Math.PI, 2 * Math.PI, 3 * Math.PI]);
    expect(of('inverse', 32).frequencies[0]).toBeCloseTo(1283.425, 3); // 64/π · 63
    expect(of('inverse', 32).frequencies[31]).toBeCloseTo(64 / Math.PI / 63, 10);
    expect(of('real', 4)).toEqual({ rates: [1, 2, 3, 4], frequencies: [0, 0, 0, 0] });
  });

  it('differ from channel to channel where they are random', () => {
    const random = new Random(1, 'spectra');
    const [one, other] = [1, 2].map(() => eigenvalues('random', 4, random));
    expect(one).not.toEqual(other);
    expect(Math.min(...one.rates, ...other.rates)).toBeGreaterThan(0);
  });
});
