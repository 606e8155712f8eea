import { expect, it } from 'vitest';
import { figure } from './figure.ts';

it('writes a figure as short as is exact enough', () => {
  const cases: [number, string][] = [
    [0, '0'],
    [6, '6'],
    [0.51753, '0.5175'],
    [-0.1, '-0.1'],
    [0.001, '0.001'],
    [0.00099, '9.9e-4'],
    [4.44e-16, '4.4e-16'],
    [-2e-9, '-2.0e-9'],
  ];
  for (const [value, written] of cases) expect(figure(value)).toBe(written);
});
