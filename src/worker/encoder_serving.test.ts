import { expect, it } from 'vitest';
import { CancelledError, SettingsError } from '../core/errors.ts';
import { encodeTexts, type ReadTogether } from '../encoders/encode.ts';
import { readEncoder } from '../encoders/files.ts';
import { ortRuntime, wasmBuild } from '../ort/ort_runtime.ts';
import { encoderFiles } from '../testing/encoder.ts';
import { encodeBeside, serveEncoding, type EncodingTold, type EncodingWorker } from './encoder_serving.ts';

const texts = ['the cat sat', 'the dog ran', 'a cat', ''];
const wasm = ortRuntime({ wasm: wasmBuild });

/** The encoder's worker in this thread: what crosses is cloned as between two. */
function worker() {
  const hears: ((event: { readonly data: EncodingTold }) => void)[] = [];
  const losses: ((event: unknown) => void)[] = [];
  const state = { ended: 0, lose: () => losses.forEach((lost) => lost(null)) };
  const started = {
    postMessage: (asked, travel) => {
      const there = structuredClone(asked, { transfer: travel });
      const tell = (told: EncodingTold, back: ArrayBuffer[]): void => {
        const data = structuredClone(told, { transfer: back });
        if (state.ended === 0) for (const hear of hears) hear({ data });
      };
      void serveEncoding(there, wasm, tell);
    },
    addEventListener: (kind: string, hear: (event: never) => void) => {
      if (kind === 'message') hears.push(hear as (event: { readonly data: EncodingTold }) => void);
      else losses.push(hear as (event: unknown) => void);
    },
    terminate: () => void state.ended++,
  } as EncodingWorker; // one of the overloads a kind
  return { state, encode: encodeBeside(() => started) };
}

it('gives the vectors that an encoding in the same thread gives, tells of each text once, and ends', async () => {
  const there = worker();
  const read: ReadTogether[] = [];
  const made = await there.encode(await readEncoder(await encoderFiles()), texts, {
    onRead: (group) => read.push(group),
  });
  expect(made).toEqual(await encodeTexts(await readEncoder(await encoderFiles()), texts, wasm));
  expect(read.flatMap((group) => group.texts).sort()).toEqual([0, 1, 2]);
  expect(read.at(-1)).toMatchObject({ done: 3, of: 3 });
  expect(there.state.ended).toBe(1);
});

it('ends as soon as it is cancelled, and with a refusal in words', async () => {
  const there = worker();
  const control = new AbortController();
  const files = await readEncoder(await encoderFiles());
  const onRead = (): void => control.abort();
  await expect(there.encode(files, texts, { onRead, signal: control.signal })).rejects.toThrow(CancelledError);
  expect(there.state.ended).toBe(1);
  await expect(worker().encode(files, texts, { signal: control.signal })).rejects.toThrow(CancelledError);

  const silent = worker();
  const refused = silent.encode(await readEncoder(await encoderFiles()), ['', ' '], {});
  await expect(refused).rejects.toThrow('encoder: no item has a text to read');
  expect(silent.state.ended).toBe(1);
});

it('says so where its worker is lost', async () => {
  const there = worker();
  const lost = there.encode(await readEncoder(await encoderFiles()), texts, {});
  there.state.lose();
  await expect(lost).rejects.toThrow(SettingsError);
  await expect(lost).rejects.toThrow('perhaps for lack of memory');
});
