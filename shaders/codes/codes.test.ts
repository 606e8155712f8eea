import { describe, expect, it } from 'vitest';
import golden from './codes.golden.json';
import * as reference from './codes.reference.ts';

const floats = (values: readonly number[]): Float64Array => Float64Array.from(values);
const [first, second] = golden.codes.map(floats);

describe('the references of codes equal PyTorch', () => {
  it('in the code of each id', () => {
    const y = new Float64Array(golden.ids.length);
    reference.codesOf({ codes: first, ids: floats(golden.ids), y }, { count: golden.ids.length });
    expect([...y]).toEqual(golden.of);
  });

  it('in the scores by the codes of one slot, and of another added to them', () => {
    const extents = { rows: 2, vocabulary: 6, size: 5 };
    const [one, two] = golden.logits.map(floats);
    const [sofar, both] = [new Float64Array(12), new Float64Array(12)];
    reference.scores({ logits: one, codes: first, y: sofar }, extents);
    expect([...sofar]).toEqual(golden.first);
    reference.scoresOnto({ logits: two, codes: second, sofar, y: both }, extents);
    expect([...both]).toEqual(golden.both);
  });
});
