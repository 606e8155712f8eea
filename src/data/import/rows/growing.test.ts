import { describe, expect, it } from 'vitest';
import { Growing } from './growing.ts';

const numbers = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('growing', () => {
  it.each([
    ['nothing reserved', null],
    ['enough reserved', 700_000],
    ['too little reserved', 300_000],
    ['less reserved than there is', 5],
  ])('keeps every number in order, %s', (_, reserved) => {
    const growing = new Growing((length) => new Uint32Array(length));
    for (const i of numbers(600_000)) {
      if (i === 10 && reserved !== null) growing.reserve(reserved);
      growing.push(i);
    }
    expect(growing.length).toBe(600_000);
    const all = growing.take();
    expect(all.length).toBe(600_000);
    expect(all.every((value, i) => value === i)).toBe(true);
    expect(growing.length).toBe(0);
  });

  it('may stay empty', () => {
    expect(new Growing((length) => new Float64Array(length)).take()).toEqual(new Float64Array(0));
  });
});
