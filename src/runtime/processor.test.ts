import { expect, it } from 'vitest';
import { kernels } from '../../shaders/catalogue.ts';
import { elements, type Kernel, type Params } from '../kernel/kernel.ts';
import { compared, testInputs } from './conformance.ts';
import { Heap } from './heap.ts';
import { programsIn, wordsOf } from './programs.ts';

const memory = new WebAssembly.Memory({ initial: 512, maximum: 65_536 });
const programs = await programsIn(memory);
const heap = new Heap(memory, programs.base);

/** Runs the program of a kernel on its test inputs, between cells that nobody may write. */
function run(kernel: Kernel, params: Params, inputs: Readonly<Record<string, Float64Array>>) {
  const guard = 16;
  const blocks = Object.entries(kernel.tensors).map(([name, binding]) => {
    const bytes = elements(binding, params) * 4;
    return { name, binding, bytes, at: heap.take(bytes + guard, name) };
  });
  for (const { name, binding, bytes, at } of blocks) {
    new Uint32Array(memory.buffer, at, (bytes + guard) / 4).fill(0x7fc0_0000); // NaN
    if (binding.access === 'write') continue;
    const Numbers = binding.element === 'u32' ? Uint32Array : Float32Array;
    new Numbers(memory.buffer, at, bytes / 4).set(inputs[name]);
  }
  programs.of(kernel)?.(...wordsOf(kernel, params, (name) => blocks.find((block) => block.name === name)?.at ?? 0));
  const written = blocks
    .filter(({ binding }) => binding.access !== 'read')
    .map(({ name, binding, bytes, at }) => {
      const Numbers = binding.element === 'u32' ? Uint32Array : Float32Array;
      return [name, new Numbers(memory.buffer.slice(at, at + bytes))] as const;
    });
  const beyond = blocks.filter(({ at, bytes }) =>
    new Uint32Array(memory.buffer, at + bytes, guard / 4).some((word) => word !== 0x7fc0_0000),
  );
  for (const { at, bytes } of blocks) heap.give(at, bytes + guard);
  return { written: Object.fromEntries(written), beyond: beyond.map(({ name }) => name) };
}

it.for(kernels.filter((kernel) => programs.of(kernel) !== undefined))(
  '$name has a program for the processor that says what its reference says, twice the same',
  (kernel) => {
    for (const params of kernel.cases) {
      const inputs = testInputs(kernel, params);
      const wanted = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice()]));
      kernel.reference(wanted, params);
      const { written, beyond } = run(kernel, params, inputs);
      const { error, detail } = compared(written, wanted, kernel.tolerance(params));
      expect(error, `${JSON.stringify(params)} ${detail}`).toBeLessThanOrEqual(1);
      expect(beyond, `${JSON.stringify(params)} writes beyond its end`).toEqual([]);
      const again = run(kernel, params, inputs).written;
      for (const [name, values] of Object.entries(written)) {
        expect(Buffer.compare(Buffer.from(values.buffer), Buffer.from(again[name].buffer)), name).toBe(0);
      }
    }
  },
);

it('every kernel has a program but those that are computed seldom', () => {
  const without = kernels.filter((kernel) => programs.of(kernel) === undefined).map(({ name }) => name);
  expect(without.sort()).toEqual(['codebook.update', 'fsq.backward', 'fsq.forward']);
});
