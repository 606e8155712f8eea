import fc from 'fast-check';
import { expect, it } from 'vitest';
import { DeviceError } from '../core/errors.ts';
import { Heap } from './heap.ts';

const FROM = 1000;
const heapOf = (pages: number, maximum = 64): Heap =>
  new Heap(new WebAssembly.Memory({ initial: pages, maximum }), FROM);

it('shares out blocks that never overlap, begin at whole lines and lie in the memory, and grows where none fits', () => {
  const wishes = fc.array(fc.record({ bytes: fc.integer({ min: 0, max: 100_000 }), gives: fc.nat(9) }), {
    maxLength: 60,
  });
  fc.assert(
    fc.property(wishes, (all) => {
      const heap = heapOf(1);
      const held: { at: number; bytes: number }[] = [];
      for (const { bytes, gives } of all) {
        const at = heap.take(bytes, 'a test');
        expect(at % 64).toBe(0);
        expect(at).toBeGreaterThanOrEqual(FROM);
        expect(at + bytes).toBeLessThanOrEqual(heap.memory.buffer.byteLength);
        for (const other of held) expect(at + bytes <= other.at || other.at + other.bytes <= at).toBe(true);
        held.push({ at, bytes });
        const [given] = gives < held.length ? held.splice(gives, 1) : [];
        if (given !== undefined) heap.give(given.at, given.bytes);
      }
    }),
  );
});

it('joins what is given back, so that as much fits again without growing', () => {
  const heap = heapOf(4);
  const blocks = Array.from({ length: 20 }, () => heap.take(10_000, 'a test'));
  const { byteLength } = heap.memory.buffer;
  for (const at of [...blocks.filter((_, i) => i % 2 === 0), ...blocks.filter((_, i) => i % 2 === 1)])
    heap.give(at, 10_000);
  expect(heap.take(200_000, 'a test')).toBe(blocks[0]);
  expect(heap.memory.buffer.byteLength).toBe(byteLength);
});

it('says what needs how much where the memory cannot grow, and goes on', () => {
  const heap = heapOf(1, 2);
  expect(() => heap.take(1_000_000, 'the weights of this model')).toThrow(DeviceError);
  expect(() => heap.take(1_000_000, 'the weights of this model')).toThrow(/^the weights of this model: needs 1 MiB/);
  expect(heap.take(100, 'a test')).toBeGreaterThanOrEqual(FROM);
});
