import { describe, expect, it } from 'vitest';
import { expectGradient } from '../../src/testing/gradient.ts';
import { noise } from '../../src/testing/random.ts';
import golden from './columns.golden.json';
import * as reference from './columns.reference.ts';

const { rows, width } = golden;

function taken(x: Float64Array): Float64Array {
  const y = new Float64Array(golden.y.length);
  reference.take({ x, y }, golden);
  return y;
}

function put(dy: Float64Array): Float64Array {
  const dx = new Float64Array(rows * width).fill(NaN);
  reference.put({ dy, dx }, golden);
  return dx;
}

describe('columns of a matrix', () => {
  it('are those that PyTorch gives, with its gradients', () => {
    const dy = Float64Array.from(golden.dy);
    expect([...taken(Float64Array.from(golden.x))]).toEqual(golden.y);
    expect([...put(dy)]).toEqual(golden.dx);
    const dx = new Float64Array(rows * width);
    reference.putOnto({ dy, sofar: Float64Array.from(golden.sofar), dx }, golden);
    dx.forEach((value, i) => expect(value).toBeCloseTo(golden.total[i], 14));
  });

  it('have the gradient that central differences find', () => {
    expectGradient(
      ([x]) => taken(x),
      (_, dy) => [put(dy)],
      [noise(rows * width, 1)],
    );
  });
});
