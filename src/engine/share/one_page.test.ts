import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { openModel } from '../../one_page/model.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, Id } from '../api.ts';
import { createEngine } from '../engine.ts';
import { MOST_BYTES, onePageOf } from './one_page.ts';

const demo = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync('public/demo.safetensors'));
let engine: Engine;
let run: Id;
beforeAll(async () => {
  engine = createEngine({ ...testPlatform(), gpu: () => Promise.resolve(undefined) });
  ({ id: run } = await engine.load(demo()));
});

describe('a page with a model in it', () => {
  it('holds the file whole, whatever its length, and a policy for its own program and style alone', async () => {
    const { html, modelBytes } = await engine.onePage(run);
    const text = new TextDecoder().decode(html);
    const [, base64] = /<script id="model" type="text\/plain">([^<]*)<\/script>/.exec(text) ?? [];
    const file = await engine.snapshot(run, { precision: 'int8', coder: false, receipt: false });
    expect(new Uint8Array(Buffer.from(base64, 'base64'))).toEqual(file);
    expect(modelBytes).toBe(file.length);
    const [, script] = /<script type="module">([^]*?)<\/script>/.exec(text) ?? [];
    const hash = createHash('sha256').update(script).digest('base64');
    expect(text).toContain(`content="default-src 'none'; script-src 'sha256-${hash}'; style-src 'sha256-`);
    expect(html.length - (4 * modelBytes) / 3).toBeLessThan(200_000);
    for (const length of [0, 1, 2, 3, 12_287, 12_289]) {
      const bytes = Uint8Array.from({ length }, (_, i) => (i * 7) % 256);
      const page = new TextDecoder().decode((await onePageOf(bytes)).html);
      expect(page).toContain(`type="text/plain">${Buffer.from(bytes).toString('base64')}</script>`);
    }
  });

  it('is not made of a file that no page should hold', async () => {
    await expect(onePageOf(new Uint8Array(MOST_BYTES + 1))).rejects.toThrow(
      'expected at most 67108864; take weights as int8',
    );
  });

  it('gives the lists that Try gives', async () => {
    const model = await openModel(await engine.snapshot(run, { precision: 'f32' }));
    const ids = model.items.slice(3, 8).map(({ id }) => id);
    for (const history of [ids.slice(0, 1), ids]) {
      const list = await engine.recommend({ run }, history, { count: 5 });
      const items = history.map((id) => model.items.findIndex((item) => item.id === id));
      expect((await model.list(items, 5)).map(({ id }) => id)).toEqual(list.map(({ id }) => id));
    }
    expect(model.score).toMatch(/^NDCG@10 0\.\d{4}, HR@10 0\.\d{4} on the test targets of \d+ users/);
  });
});
