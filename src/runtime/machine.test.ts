import { expect, it } from 'vitest';
import { readOnce } from './machine.ts';
import { Processor } from './processor.ts';

it('gives storage of the processor that is 0, also where another one lay, and writes what was given at the time', async () => {
  const machine = await Processor.open();
  const before = machine.storage('before', 100, 'a test');
  const numbers = new Float32Array(100).fill(7);
  machine.write(before, numbers);
  numbers.fill(8);
  expect(new Set(new Float32Array(await readOnce(machine, before, 'a test')))).toEqual(new Set([7]));
  before.destroy();
  const after = machine.storage('after', 100, 'a test');
  expect(new Set(new Float32Array(await readOnce(machine, after, 'a test')))).toEqual(new Set([0]));
});
