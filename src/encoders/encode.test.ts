import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as ort from 'onnxruntime-web/wasm';
import { describe, expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { encodeTexts, type EncodedTexts } from './encode.ts';
import expected from './example/expected.json';
import { readEncoder, type EncoderFile, type EncoderFiles } from './files.ts';
import { ortRuntime } from '../ort/ort_runtime.ts';
import type { Runtime, Session } from '../ort/session.ts';

const names = [
  'model.onnx',
  'tokenizer.json',
  'config.json',
  'modules.json',
  'sentence_bert_config.json',
  '1_Pooling/config.json',
];
const bytesOf = (name: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'example', name)));
const file = (name: string, content: Uint8Array<ArrayBuffer> | string = bytesOf(name)): EncoderFile => ({
  name,
  blob: new Blob([content]),
});
/** The example with some files changed, or left out where they are null. */
const files = (changed: Readonly<Record<string, unknown>> = {}): Promise<EncoderFiles> =>
  readEncoder(
    names
      .filter((name) => changed[name] !== null)
      .map((name) => (name in changed ? file(name, JSON.stringify(changed[name])) : file(name))),
  );
const json = (name: string): Record<string, unknown> =>
  JSON.parse(readFileSync(join(import.meta.dirname, 'example', name), 'utf8')) as Record<string, unknown>;

ort.env.wasm.numThreads = 1;
const wasm = ortRuntime({ wasm: () => Promise.resolve(ort) });
const texts = expected.map(({ text }) => text);
const vector = ({ values, width }: EncodedTexts, item: number): number[] => [
  ...values.subarray(item * width, (item + 1) * width),
];

describe('an encoder', () => {
  it('gives the vectors that Python computes, of texts in any order and of any length', async () => {
    const encoded = await encodeTexts(await files(), texts, wasm);
    expect(encoded).toMatchObject({ width: 16, provider: 'wasm', comparison: null, opset: 17, cut: 2, silent: 0 });
    expected.forEach(({ vector: wanted }, item) =>
      vector(encoded, item).forEach((x, c) => expect(x).toBeCloseTo(wanted[c], 5)),
    );
  });

  it('gives a text that says nothing the mean of the others, and refuses texts that all say nothing', async () => {
    const encoded = await encodeTexts(await files(), ['night', '', 'gold', '  '], wasm);
    expect(encoded.silent).toBe(2);
    const [night, none, gold] = [0, 1, 2].map((item) => vector(encoded, item));
    none.forEach((x, c) => expect(x).toBeCloseTo((night[c] + gold[c]) / 2, 6));
    await expect(encodeTexts(await files(), ['', ' '], wasm)).rejects.toThrow('no item has a text');
  });

  it('is given up when it is cancelled', async () => {
    await expect(encodeTexts(await files(), texts, wasm, { signal: AbortSignal.abort() })).rejects.toThrow(
      CancelledError,
    );
  });

  it('has another digest where one of its files is another, and the same whatever its folders and order are', async () => {
    const { digest } = await files();
    const flat = await readEncoder(
      [...names].reverse().map((name) => ({ ...file(name), name: name.replace('1_Pooling/', '') })),
    );
    expect(flat.digest).toBe(digest);
    expect((await files({ 'sentence_bert_config.json': { max_seq_length: 6 } })).digest).not.toBe(digest);
  });
});

/** WebGPU that gives what `change` makes of wasm's numbers. */
const pretended = (change: (x: number) => number): Runtime => ({
  providers: ['webgpu', 'wasm'],
  open: async (model, provider): Promise<Session> => {
    const session = await wasm.open(model, 'wasm');
    if (provider === 'wasm') return session;
    return {
      ...session,
      run: async (...asked) => {
        const { data, dims } = await session.run(...asked);
        return { dims, data: Float32Array.from(data, change) };
      },
    };
  },
});

describe('providers', () => {
  it('are compared on a few texts before any is used, and the difference is stated', async () => {
    const near = await encodeTexts(
      await files(),
      texts,
      pretended((x) => x + 1e-5),
    );
    expect(near).toMatchObject({ provider: 'webgpu', comparison: { texts: 10, refused: null } });
    expect(near.comparison?.difference).toBeGreaterThan(1e-6);
    expect(near.comparison?.difference).toBeLessThan(1e-3);
  });

  it.each([
    ['is off', (x: number) => x + 0.2, 'its vectors are others'],
    ['gives NaN', () => Number.NaN, 'its vectors are others'],
    [
      'fails',
      () => {
        throw new Error('no shader-f16');
      },
      'encoder: the model cannot be computed: no shader-f16',
    ],
  ])('give way to wasm where WebGPU %s', async (_, change, refused) => {
    const encoded = await encodeTexts(await files(), texts, pretended(change));
    expect(encoded.provider).toBe('wasm');
    expect(encoded.comparison?.refused).toBe(refused);
    vector(encoded, 0).forEach((x, c) => expect(x).toBeCloseTo(expected[0].vector[c], 5));
  });
});

describe('files', () => {
  const tokenizer = json('tokenizer.json');
  const refusals: [string, Readonly<Record<string, unknown>>, string][] = [
    ['a tokenizer that is missing', { 'tokenizer.json': null }, 'there is no tokenizer.json'],
    ['a model that is missing', { 'model.onnx': null }, 'there is no model'],
    ['a model that is none', { 'model.onnx': 'hello' }, 'the model'],
    ['a pooling that is missing', { '1_Pooling/config.json': null }, 'add 1_Pooling/config.json'],
    ['a pooling that is not known', { '1_Pooling/config.json': { pooling_mode_best_tokens: true } }, 'best'],
    [
      'a pooling of another width',
      { '1_Pooling/config.json': { pooling_mode: 'mean', word_embedding_dimension: 8 } },
      '16 numbers',
    ],
    ['a module that is not known', { 'modules.json': [{ type: 'sentence_transformers.models.Dense' }] }, '"Dense"'],
    [
      'a split that is passed over',
      {
        'tokenizer.json': {
          ...tokenizer,
          pre_tokenizer: { type: 'Split', pattern: { String: ' ' }, behavior: 'MergedWithNext' },
        },
      },
      'MergedWithNext',
    ],
    [
      'a word that is matched alone',
      { 'tokenizer.json': { ...tokenizer, added_tokens: [{ id: 3, content: 'x', single_word: true }] } },
      'single word',
    ],
    ['a normalizer that is not known', { 'tokenizer.json': { ...tokenizer, normalizer: { type: 'Nmt' } } }, '"Nmt"'],
    ['room for no word', { 'sentence_bert_config.json': { max_seq_length: 2 } }, 'leave no room'],
  ];
  it.each(refusals)('with %s are refused in words', async (_, changed, words) => {
    const asked = files(changed).then((read) => encodeTexts(read, texts, wasm));
    await expect(asked).rejects.toThrow(SettingsError);
    await expect(asked).rejects.toThrow(words);
  });

  it('are refused where the weights lie elsewhere, by the name of that file', async () => {
    const read = await files();
    // field 14 of the first weights: EXTERNAL, and its entry of field 13
    const text = (number: number, words: string): number[] => [
      number * 8 + 2,
      words.length,
      ...new TextEncoder().encode(words),
    ];
    const entry = [...text(1, 'location'), ...text(2, '../secret.bin')];
    const tensor = [13 * 8 + 2, entry.length, ...entry, 14 * 8, 1, ...text(8, 'tokens')];
    const graph = [5 * 8 + 2, tensor.length, ...tensor];
    const model = Uint8Array.from([7 * 8 + 2, graph.length, ...graph]);
    await expect(encodeTexts({ ...read, model }, texts, wasm)).rejects.toThrow('"../secret.bin"');
  });

  it('of any bytes are refused and nothing else', async () => {
    const read = await files();
    for (let at = 0; at < 200; at++) {
      const model = bytesOf('model.onnx').slice(0, 40 + 50 * at);
      const outcome = await encodeTexts({ ...read, model }, ['night'], wasm).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toBeInstanceOf(SettingsError);
    }
  });
});

describe('tokens', () => {
  const words = { '[UNK]': 0, night: 1, gold: 2 };
  const byWord = (model: object): Record<string, unknown> => ({
    ...json('tokenizer.json'),
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: { type: 'Whitespace' },
    post_processor: null,
    truncation: { direction: 'Left', max_length: 2 },
    model: { type: 'WordLevel', vocab: words, ...model },
  });

  it('of words that nobody knows are that of unknown words, and texts are cut at the side that is named', async () => {
    const { tokensOf } = await import('./text_tokens.ts');
    const { readingOf } = await import('./reading.ts');
    const read = await files({
      'tokenizer.json': byWord({ unk_token: '[UNK]' }),
      'sentence_bert_config.json': { max_seq_length: 2 },
    });
    expect(tokensOf(read, readingOf(read))('night gold winter')).toEqual({ ids: [2, 0], cut: true });
    const lacking = await files({ 'tokenizer.json': byWord({ unk_token: null }) });
    expect(() => tokensOf(lacking, readingOf(lacking))('winter')).toThrow('names no token for unknown words');
  });

  it('are those of Python', async () => {
    const { tokensOf } = await import('./text_tokens.ts');
    const { readingOf } = await import('./reading.ts');
    const read = await files();
    const tokens = tokensOf(read, readingOf(read));
    expect(texts.map((text) => tokens(text).ids)).toEqual(expected.map((one) => one.tokens));
  });
});
