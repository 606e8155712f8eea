import { describe, expect, it } from 'vitest';
import { leaf } from '../graph/tensor.ts';
import { followMeans } from '../ops/index.ts';
import { onCpu } from './program.ts';

describe('a program on the CPU', () => {
  const before = { codebook: leaf('codebook', [2, 1]), sums: leaf('sums', [2, 1]), counts: leaf('counts', [2]) };
  const offsets = leaf('offsets', [3], 'u32');
  const after = followMeans(before, leaf('found', [2, 1]), offsets, 0.5);
  const given = { codebook: [0, 0], sums: [4, 0], counts: [2, 0], found: [8, 6], offsets: [0, 2, 4] };

  it('keeps its leaves between stages, and in those that a kernel updates what became of them', async () => {
    const program = await onCpu.prepare({ step: [after.codebook, after.counts] });
    for (const [name, values] of Object.entries(given)) program.write(name, values);
    expect((await program.run('step')).map((values) => [...values])).toEqual([
      [3, 3],
      [2, 1],
    ]);
    program.write('found', [0, 0]); // the sums are 6 and 3 now
    expect((await program.run('step')).map((values) => [...values])[0]).toEqual([1.5, 1.5]);
  });

  it('refuses leaves that it has not, and too few numbers', async () => {
    const program = await onCpu.prepare({ step: [after.codebook] });
    expect(() => program.write('table', [1])).toThrow("program: no leaf called 'table'");
    expect(() => program.write('sums', [1])).toThrow('program: sums needs 2 numbers, got 1');
  });
});
