import { describe, expect, it } from 'vitest';
import { whySentence } from './why_sentence.ts';

const entry = (title: string, change: number) => ({
  position: 0,
  item: { id: title, title, category: null, count: 1 },
  change,
  looked: null,
});

describe('why, in a sentence', () => {
  it('names the two that help most and the one that harms most', () => {
    expect(whySentence({ contributions: [entry('A', 0.9), entry('B', -0.4), entry('C', 1.8), entry('D', 0.1)] })).toBe(
      'Mostly because of C (+1.80) and A (+0.90); B (−0.40) pulls it down.',
    );
  });
  it('does not invent a reason', () => {
    expect(whySentence({ contributions: [entry('A', 0)] })).toBe('Nothing in the history speaks for it.');
  });
});
