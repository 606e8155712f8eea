import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untimed } from '../../core/history.ts';
import { modelNamed } from '../../models/catalogue.ts';
import { TOLERANCE } from '../../onnx/verify.ts';
import { smallest } from '../../testing/noisy_reader.ts';
import { untrained } from '../../testing/untrained.ts';
import { readSnapshot } from '../run/snapshots.ts';
import type { OnnxExport } from './messages.ts';
import { exportOnnx } from './onnx.ts';

const docs = join(import.meta.dirname, '../../../docs');
const ids = Array.from({ length: 23 }, (_, i) => `item ${i}`);
const titles = ids.map((id) => `Title, of ${id}`);
const history = ['item 3', 'item 22', 'item 0'];

interface Line {
  readonly id: string;
  readonly title: string;
  readonly score: number;
}

/** docs/run_onnx.mjs, which is for pages and knows no types. */
interface RunOnnx {
  recommend(ort: unknown, bytes: Uint8Array, history: readonly string[], count: number): Promise<Line[]>;
  metadataOf(bytes: Uint8Array): Readonly<Record<string, string>>;
}

/** A Python with onnxruntime: PYTHON, or python3; null where there is none, and its test is skipped. */
const python: string | null = (() => {
  const command = process.env.PYTHON ?? 'python3';
  try {
    execFileSync(command, ['-c', 'import numpy, onnxruntime'], { stdio: 'ignore' });
    return command;
  } catch {
    return null;
  }
})();

let folder: string;
let exported: OnnxExport;
let runOnnx: RunOnnx;
let expected: Line[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextup-onnx-'));
  runOnnx = (await import(pathToFileURL(join(docs, 'run_onnx.mjs')).href)) as RunOnnx;
  const model = modelNamed('sasrec');
  const { file } = await untrained({ ...smallest(model, 5), times: 'gaps', values: 'read' }, ids, titles, model);
  exported = await exportOnnx(file, { version: '1.2.3', commit: 'abc' }, true, {});
  writeFileSync(join(folder, 'model.onnx'), exported.bytes);
  const { model: asked } = await readSnapshot(file);
  const seen = history.map((id) => ids.indexOf(id));
  const scores = await asked.reader.scores(untimed(seen));
  expected = ids
    .map((id, i) => ({ id, title: titles[i], score: scores[i] }))
    .filter(({ id }) => asked.seen === 'kept' || !history.includes(id))
    .sort((a, b) => b.score - a.score)
    .slice(0, 5);
});
afterAll(() => rmSync(folder, { recursive: true }));

function expectLines(lines: readonly Line[]): void {
  expect(lines.map(({ id, title }) => [id, title])).toEqual(expected.map(({ id, title }) => [id, title]));
  const largest = Math.max(...expected.map(({ score }) => Math.abs(score)));
  lines.forEach(({ score }, i) => expect(Math.abs(score - expected[i].score)).toBeLessThan(TOLERANCE * largest));
}

it('says in its metadata what it is, what it reads and how it was held against the model', () => {
  const told = runOnnx.metadataOf(exported.bytes);
  expect(told['nextup.model']).toBe('sasrec');
  expect(JSON.parse(told['nextup.items'])).toEqual(ids);
  expect(JSON.parse(told['nextup.titles'])).toEqual(titles);
  expect(JSON.parse(told['nextup.reads'])).toEqual({ window: 5, beside: ['gaps', 'values'] });
  expect(JSON.parse(told['nextup.levels'])).toEqual([1, 2, 3, 4, 5]);
  expect(told['nextup.protocol']).toMatch(/^[0-9a-f]{12}$/);
  expect(JSON.parse(told['nextup.verified'])).toEqual(exported.verified);
  expect(exported.inputs).toEqual(expect.arrayContaining(['items', 'lengths', 'gaps', 'values']));
});

it('gives the list of the model by docs/run_onnx.mjs, as a page would run it', async () => {
  expectLines(await runOnnx.recommend(await import('onnxruntime-web/wasm'), exported.bytes, history, 5));
});

describe.skipIf(python === null)('docs/run_onnx.py (skipped where there is no python3 with onnxruntime)', () => {
  it('gives the list of the model', () => {
    const words = [join(docs, 'run_onnx.py'), join(folder, 'model.onnx'), history.join(','), '5'];
    const said = execFileSync(python ?? '', words, { encoding: 'utf8' });
    expectLines(
      said
        .trimEnd()
        .split('\n')
        .map((line) => line.split('\t'))
        .map(([id, score, title]) => ({ id, title, score: Number(score) })),
    );
  });
});
