import { expect, it } from 'vitest';
import { ImportError } from '../core/errors.ts';
import type { AskOutside } from './outside.ts';
import { fetchEncoder } from './outside_encoder.ts';

/** A site that has these files and says 404 of others, or whatever `instead` answers. */
const site =
  (files: readonly string[], asked: string[], instead: Awaited<ReturnType<AskOutside>> | null = null): AskOutside =>
  ({ href, host }, progress) => {
    asked.push(href);
    const name = files.find((file) => href.endsWith(`/main/${file}`));
    if (name === undefined) return Promise.resolve(instead ?? { kind: 'status', host, status: 404, text: '' });
    progress({ host: 'cdn.example', bytes: 3, total: 3 });
    return Promise.resolve({ kind: 'done', host, blob: new Blob([name]), type: 'application/json' });
  };

const fetchFrom = (ask: AskOutside, told: unknown[] = [], typed = 'https://hub.example/some/MiniLM/resolve/main') =>
  fetchEncoder(typed, (now) => told.push(now), new AbortController().signal, ask, 'nextup.example');

it('fetches what is in the folder, the model last and where exporters put it, and names it', async () => {
  const asked: string[] = [];
  const told: unknown[] = [];
  const there = ['tokenizer.json', '1_Pooling/config.json', 'onnx/model.onnx'];
  const { name, files } = await fetchFrom(site(there, asked), told);
  expect(name).toBe('MiniLM');
  expect(files.map((file) => file.name)).toEqual(there);
  expect(await files[1].blob.text()).toBe('1_Pooling/config.json');
  expect(asked[0]).toBe('https://hub.example/some/MiniLM/resolve/main/tokenizer.json');
  expect(asked.slice(-2).map((href) => href.split('/main/')[1])).toEqual(['model.onnx', 'onnx/model.onnx']);
  expect(told.at(-1)).toEqual({ file: 'onnx/model.onnx', host: 'cdn.example', bytes: 3, total: 3 });
});

it('says which file is lacking, and stops where the site does not answer', async () => {
  const lacking = fetchFrom(site(['modules.json'], []));
  await expect(lacking).rejects.toThrow(ImportError);
  await expect(lacking).rejects.toThrow(
    /^tokenizer\.json: hub\.example answered 404.*Expected the address of the folder/,
  );
  await expect(fetchFrom(site(['tokenizer.json'], []))).rejects.toThrow(/^model\.onnx: hub\.example answered 404/);
  const page = { kind: 'done', host: 'hub.example', blob: new Blob(['<html>']), type: 'text/html' } as const;
  await expect(fetchFrom(site(['tokenizer.json'], [], page))).rejects.toThrow(/^model\.onnx: .*gives a web page/);

  const asked: string[] = [];
  const blocked = fetchFrom(site(['tokenizer.json'], asked, { kind: 'blocked', byPolicy: false }));
  await expect(blocked).rejects.toThrow('lacks the header Access-Control-Allow-Origin');
  expect(asked).toHaveLength(2);
  await expect(fetchFrom(site([], []), [], 'http://hub.example/')).rejects.toThrow('begins with http://');
});
