import { describe, expect, it } from 'vitest';
import { accumulate } from '../../shaders/elementwise/elementwise.kernels.ts';
import { matmulNT } from '../../shaders/matmul/matmul.kernels.ts';
import { erased } from '../kernel/kernel.ts';
import { choosing, firstUse } from './tuning.ts';

const kernel = erased(matmulNT);
/** A sum so long that its few tiles are shared out. */
const longSum = { m: 64, n: 64, k: 6400 };
const logits = { m: 1600, n: 2001, k: 64 };

describe('the variant that runs without measuring', () => {
  const software = choosing({ software: true, choices: {} });

  it('is the widest barrier-free one that pays at these sizes on a software adapter', () => {
    expect(software(kernel, logits)).toBe('wide');
    expect(software(kernel, { m: 1600, n: 32, k: 640 })).toBe('direct'); // half of a wide tile would be empty
    expect(software(kernel, { m: 100, n: 100, k: 100 })).toBe('direct'); // compiling would take longer than it saves
    expect(software(kernel, { m: 1600, n: 2001, k: 63 })).toBe('direct'); // no quads along k
  });

  it('is never one for software adapters on a GPU, remembered or not', () => {
    const remembered = choosing({ software: false, choices: { 'matmul.nt m=1600 n=2001 k=64': 'wide' } });
    expect(choosing({ software: false, choices: {} })(kernel, logits)).not.toBe('wide');
    expect(remembered(kernel, logits)).not.toBe('wide');
  });

  it('is on a GPU one without a figure only where nothing else runs', () => {
    const gpu = choosing({ software: false, choices: {} });
    expect(gpu(kernel, logits)).toBe('tile32');
    expect(gpu(erased(accumulate), { count: 8 })).toBe('quadPerLane');
    expect(gpu(erased(accumulate), { count: 7 })).toBe('elementPerLane');
  });

  it('is the remembered one where it may run', () => {
    const remembered = choosing({ software: false, choices: { 'matmul.nt m=1600 n=2001 k=64': 'tile64' } });
    expect(remembered(kernel, logits)).toBe('tile64');
  });
});

describe('the first use', () => {
  it('compiles a kernel at sizes once, however often it is launched, and times nothing on a software adapter', () => {
    const uses = [logits, logits, { ...logits, m: 16 }].map((params) => ({ kernel, params }));
    expect(firstUse(uses.slice(0, 2), true)).toEqual({ pipelines: 1, timed: 0 });
    expect(firstUse(uses, true)).toEqual({ pipelines: 2, timed: 0 }); // `wide` here, `direct` at the small sizes
  });

  it('times on a GPU what several variants have a reason for', () => {
    expect(firstUse([{ kernel, params: logits }], false)).toEqual({ pipelines: 1, timed: 0 });
    expect(firstUse([{ kernel, params: longSum }], false)).toEqual({ pipelines: 3, timed: 2 });
  });
});
