import { readFileSync } from 'node:fs';
import { unzipSync } from 'fflate';
import { marked } from 'marked';
import { beforeAll, describe, expect, it } from 'vitest';
import { readModel, writeModel } from '../../snapshot/model_file.ts';
import { memoryShelf } from '../../snapshot/shelf.ts';
import { finishedSummary } from '../../testing/finished.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine, Repository } from '../api.ts';
import { createEngine } from '../engine.ts';
import { layouts } from '../run/layouts.ts';
import { RunShelf } from '../run/run_shelf.ts';

const demo = (): Uint8Array<ArrayBuffer> => new Uint8Array(readFileSync('public/demo.safetensors'));
const HOSTILE = '<img src=x>| "a"\n# b';

/** The model that ships with the page, of data of another name. */
async function renamed(dataset: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = await readModel(demo(), layouts);
  return writeModel({ ...file, manifest: { ...file.manifest, dataset } });
}

/** An engine with one finished run of an earlier visit, on data of a hostile name. */
async function engineWithRun(): Promise<Engine> {
  const platform = testPlatform(undefined, memoryShelf());
  const ranks = Float64Array.of(0, 3, 50);
  await new RunShelf(platform).keep(1, {
    summary: await finishedSummary(ranks),
    model: await renamed(HOSTILE),
    ranks,
    baselineRanks: new Map([['popularity', Float64Array.of(1, 1, 1)]]),
  });
  return createEngine(platform);
}

const filesOf = ({ zip }: Repository): Readonly<Record<string, Uint8Array>> => unzipSync(zip);

describe('a run as a folder of the hub', () => {
  let engine: Engine;
  let made: Repository;
  let text: (path: string) => string;
  beforeAll(async () => {
    engine = await engineWithRun();
    const [{ id }] = await engine.runs();
    made = await engine.repository(id, { dataLicence: 'CC BY 4.0 | *' });
    text = (path) => new TextDecoder().decode(filesOf(made)[`nextup-sasrec/${path}`]);
  });

  it('has weights, configuration and card, in a zip archive of the same bytes each time', async () => {
    expect(Object.keys(filesOf(made))).toEqual(
      ['README.md', 'config.json', 'model.safetensors'].map((name) => `nextup-sasrec/${name}`),
    );
    expect(made.files.map(({ path }) => path)).toEqual(['README.md', 'config.json', 'model.safetensors']);
    const [{ id }] = await engine.runs();
    expect((await engine.repository(id, { dataLicence: 'CC BY 4.0 | *' })).zip).toEqual(made.zip);
  });

  it('is opened from its archive as the same model to the bit', async () => {
    const [{ id }] = await engine.runs();
    const model = await engine.snapshot(id, { precision: 'f32' });
    expect(filesOf(made)['nextup-sasrec/model.safetensors']).toEqual(model);
    const [direct, archived] = [await engine.load(model), await engine.load(made.zip)];
    expect(archived.weightsSha256).toBe(direct.weightsSha256);
    expect(await engine.holdsModel(new Blob([made.zip]))).toBe(true);
    const again = await engine.repository(archived.id);
    expect(filesOf(again)['nextup-sasrec/model.safetensors']).toEqual(model);
  });

  it('says in its card how it was measured, beside the baselines and with intervals', async () => {
    const [{ id }] = await engine.runs();
    const { ndcg } = await engine.intervals({ run: id });
    const own = `${ndcg.value.toFixed(4)} [${ndcg.low.toFixed(4)}, ${ndcg.high.toFixed(4)}]`;
    expect(made.card).toContain(`| SASRec | ${own} |`);
    expect(made.card).toMatch(/\| Popularity \| 0\.6309 \[0\.6309, 0\.6309\] \|/);
    expect(made.card).toContain('Test targets of 3 users');
    expect(made.card).toContain('Licence of the data: CC BY 4.0 \\| \\* (as its author states).');
    expect(made.card).toMatch(/seed \d+/);
    expect(made.card).toContain(`value: ${ndcg.value}`);
  });

  it('shows what people named as text', () => {
    const body = made.card.slice(made.card.indexOf('---\n', 4) + 4);
    const html = marked.parse(body, { async: false, gfm: true });
    expect(html).not.toContain('<img');
    expect(html).toContain('<h1>SASRec on &lt;img src=x&gt;| &quot;a&quot; # b</h1>');
    const head = made.card.slice(0, made.card.indexOf('---\n', 4));
    expect(head).toContain(`- name: ${JSON.stringify(`SASRec on ${HOSTILE}`)}\n`);
  });

  it('says its manifest in config.json', () => {
    const config: unknown = JSON.parse(text('config.json'));
    expect(config).toMatchObject({
      model_type: 'sasrec',
      library_name: 'nextup',
      torch_dtype: 'float32',
      format: 'nextup-snapshot/2',
    });
  });

  it('of a model from a file states what that states, and no licence where nobody says one', async () => {
    const { id } = await engine.load(demo());
    const { card } = await engine.repository(id);
    expect(card).toContain('it was not measured again');
    expect(card).toContain('Licence of the data: not stated by its author.');
    const { id: rounded } = await engine.load(await engine.snapshot(id, { precision: 'int8' }));
    expect((await engine.repository(rounded)).card).toContain('of the int8 that its file had');
    await expect(engine.repository(id, { dataLicence: ' ' })).rejects.toThrow(/a line of 1 to 200 characters/);
  });
});
