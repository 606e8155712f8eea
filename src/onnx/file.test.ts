import { expect, it } from 'vitest';
import { leaf } from '../graph/tensor.ts';
import { dropout, dropoutAt } from '../ops/index.ts';
import { metadata, MOST_ENTRY_BYTES, onnxFile } from './file.ts';
import { GraphWriter } from './graph_writer.ts';
import { translate } from './translate.ts';
import { float, inOnePiece, integer, lengthOf, text } from './wire.ts';

const producer = { version: '1', commit: '' };

it('writes fields as protocol buffers have them', () => {
  // 150, −1 and "testing" are the examples of the encoding's documentation.
  expect([...inOnePiece(integer(1, 150))]).toEqual([0x08, 0x96, 0x01]);
  expect([...inOnePiece(integer(1, -1))]).toEqual([0x08, ...Array.from({ length: 9 }, () => 0xff), 0x01]);
  expect([...inOnePiece(text(2, 'testing'))]).toEqual([0x12, 7, ...new TextEncoder().encode('testing')]);
  expect([...inOnePiece(float(2, 1))]).toEqual([0x15, 0, 0, 0x80, 0x3f]);
});

it('takes weights into a file as they lie in memory', () => {
  const g = new GraphWriter();
  const weights = Float32Array.of(1, 2, 3);
  g.initializer('w', [3], weights);
  expect(onnxFile(g.graph('g'), producer, '').some(({ buffer }) => buffer === weights.buffer)).toBe(true);
});

it('refuses a file that protocol buffers cannot hold', () => {
  const piece = new Uint8Array(2 ** 26); // never touched, and 33 times the same
  const graph = Array.from({ length: 33 }, () => piece);
  expect(() => onnxFile(graph, producer, '')).toThrow(/the model takes 22145925\d+ bytes, expected at most 2147483647/);
});

it('leaves out of the metadata what is too long, and says so', () => {
  const wire = metadata({ model: 'sasrec', titles: 'x'.repeat(MOST_ENTRY_BYTES + 1) });
  expect(lengthOf(wire)).toBeLessThan(100);
  const said = new TextDecoder().decode(inOnePiece(wire));
  expect(said).toContain('nextup.model');
  expect(said).toMatch(/nextup\.left out.*titles/s);
});

it('names the kernels without which a model cannot be exported', () => {
  const x = leaf('x', [1, 4]);
  const y = dropout(x, dropoutAt(0.5, 1, 1, leaf('clock', [1], 'u32')));
  expect(() => translate(new GraphWriter(), y, (name) => ({ name }))).toThrow(
    "onnx: the model cannot be exported yet, there is no ONNX form of 'elementwise.dropout'",
  );
});
