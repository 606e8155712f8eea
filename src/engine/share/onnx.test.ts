import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untimed } from '../../core/history.ts';
import { modelNamed } from '../../models/catalogue.ts';
import type { StreamState } from '../../onnx/stream_writer.ts';
import { TOLERANCE } from '../../onnx/verify.ts';
import { smallest } from '../../testing/noisy_reader.ts';
import { untrained } from '../../testing/untrained.ts';
import { readSnapshot } from '../run/snapshots.ts';
import type { OnnxExport, OnnxOptions } from './messages.ts';
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

interface Stream {
  append(id: string, count: number): Promise<Line[]>;
  release(): Promise<void>;
}

/** docs/run_onnx.mjs, which is for pages and knows no types. */
interface RunOnnx {
  recommend(ort: unknown, bytes: Uint8Array, history: readonly string[], count: number): Promise<Line[]>;
  stream(ort: unknown, bytes: Uint8Array): Promise<Stream>;
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
let streamed: OnnxExport;
let runOnnx: RunOnnx;
let expected: Line[];
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'nextup-onnx-'));
  runOnnx = (await import(pathToFileURL(join(docs, 'run_onnx.mjs')).href)) as RunOnnx;
  const model = modelNamed('sasrec');
  const config = { ...smallest(model, 5), times: 'gaps', values: 'read', positions: 'oldest' };
  const { file } = await untrained(config, ids, titles, model);
  exported = await exportOnnx(file, { version: '1.2.3', commit: 'abc' }, { top: 5 }, {});
  streamed = await exportOnnx(file, { version: '1.2.3', commit: 'abc' }, { streaming: true }, {});
  writeFileSync(join(folder, 'model.onnx'), exported.bytes);
  writeFileSync(join(folder, 'streaming.onnx'), streamed.bytes);
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

it('tells the best items beside the logits where it is asked to', async () => {
  expect(exported.outputs).toEqual(['logits', 'top_items', 'top_logits']);
  const ort = await import('onnxruntime-web/wasm');
  const session = await ort.InferenceSession.create(exported.bytes);
  const whole = (values: readonly number[], shape: readonly number[]) =>
    new ort.Tensor('int64', BigInt64Array.from(values, BigInt), shape);
  const unknown = whole([1, 0, 0, 0, 0], [1, 5]);
  const feeds = { items: whole([4, 0, 0, 0, 0], [1, 5]), lengths: whole([1], [1]), gaps: unknown, values: unknown };
  const { logits, top_items: places, top_logits: best } = await session.run(feeds);
  const scores = Array.from(logits.data as Float32Array);
  const order = scores.map((_, i) => i).sort((a, b) => scores[b] - scores[a]);
  expect(Array.from(places.data as BigInt64Array, Number)).toEqual(order.slice(0, 5));
  expect(Array.from(best.data as Float32Array)).toEqual(order.slice(0, 5).map((i) => scores[i]));
  await session.release();
});

it('item by item, gives the list of the model by docs/run_onnx.mjs', async () => {
  const reads = JSON.parse(runOnnx.metadataOf(streamed.bytes)['nextup.reads']) as {
    readonly states: readonly StreamState[];
  };
  const [{ past, present, shape }] = reads.states;
  expect([past, present, shape.slice(0, 3)]).toEqual(['past_0', 'present_0', ['histories', 'before', 2]]);
  const stream = await runOnnx.stream(await import('onnxruntime-web/wasm'), streamed.bytes);
  let lines: Line[] = [];
  for (const id of history) lines = await stream.append(id, 5);
  expectLines(lines);
  await stream.release();
});

it('refuses what cannot be, with what to do', async () => {
  const model = modelNamed('sasrec');
  const { file } = await untrained(smallest(model, 5), ids, titles, model);
  const asked = (options: OnnxOptions) => exportOnnx(file, { version: '', commit: '' }, options, {});
  await expect(asked({ streaming: true })).rejects.toThrow('train with positions=oldest');
  await expect(asked({ top: 24 })).rejects.toThrow('top is 24, expected at most 23');
});

describe.skipIf(python === null)('docs/run_onnx.py (skipped where there is no python3 with onnxruntime)', () => {
  it.each(['model.onnx', 'streaming.onnx'])('gives the list of the model by %s', (name) => {
    const words = [join(docs, 'run_onnx.py'), join(folder, name), history.join(','), '5'];
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
