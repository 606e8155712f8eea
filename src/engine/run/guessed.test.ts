import { describe, expect, it } from 'vitest';
import { finishedSummary } from '../../testing/finished.ts';
import { testPlatform } from '../../testing/platform.ts';
import type { Engine } from '../api.ts';
import { createEngine } from '../engine.ts';
import { decodeRun, encodeRun, type KeptRun } from './kept_run.ts';

const start = (): Engine => createEngine(testPlatform());

/** Day and month of these dates can be exchanged. */
const dated = Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5},0${(i % 9) + 1}/0${((i * 2) % 9) + 1}/2020\n`);
const files = [new File([`user,item,date\n${dated.join('')}`], 'orders.csv')];

/** With the question answered as it was guessed, or left to the guess. */
async function recipeOf(engine: Engine, answered: boolean) {
  const plan = await engine.sniff(files);
  expect(plan.questions.map(({ answers }) => answers.map(({ label }) => label))).toEqual([
    ['day first', 'month first'],
  ]);
  const settled = answered ? await engine.correct(plan, { question: 0, answer: plan.questions[0].guess }) : plan;
  const { id } = await engine.open(files, { plan: settled });
  return { id, ...(await engine.completed({ dataset: id })) };
}

describe('a recipe', () => {
  it('says where questions of the import were left to the guesses, and nothing where they were answered', async () => {
    const engine = start();
    const [guessed, answered] = [await recipeOf(engine, false), await recipeOf(engine, true)];
    expect(guessed.recipe.dataset.guessed).toBe(true);
    expect('guessed' in answered.recipe.dataset).toBe(false);
    expect(guessed.recipe.dataset.fingerprint).toBe(answered.recipe.dataset.fingerprint);
    expect(guessed.digest).toBe(answered.digest);
  });

  it('says so also after a reading was looked at and shaped again', async () => {
    const engine = start();
    const { id } = await engine.read(files, await engine.sniff(files));
    const opened = await engine.reshape(id, {});
    const shaped = await engine.reshape(opened.id, { lastN: 5 });
    expect((await engine.completed({ dataset: shaped.id })).recipe.dataset.guessed).toBe(true);
  });

  it('says so in its link', async () => {
    const engine = start();
    for (const [settled, said] of [
      [false, { guessed: true }],
      [true, {}],
    ] as const) {
      const { id, recipe } = await recipeOf(engine, settled);
      const link = await engine.openLink((await engine.recipeLink({ dataset: id })).hash);
      const fingerprint = recipe.dataset.fingerprint.slice(0, 16);
      expect(link).toMatchObject({ kind: 'recipe' });
      if (link.kind === 'recipe') expect(link.recipe.data).toEqual({ name: 'orders', fingerprint, ...said });
    }
  });

  it('is kept with what it says, and with nothing else in its place', async () => {
    const ranks = Float64Array.of(0, 2, 7, 4, 9);
    const summary = await finishedSummary(ranks);
    const run = (guessed: unknown): KeptRun => ({
      summary: {
        ...summary,
        recipe: { ...summary.recipe, dataset: { ...summary.recipe.dataset, guessed: guessed as true } },
      },
      model: new Uint8Array(8),
      ranks,
      baselineRanks: new Map([['popularity', ranks]]),
    });
    const { run: back } = await decodeRun(await encodeRun(1, run(true)));
    expect(back.summary.recipe.dataset.guessed).toBe(true);
    await expect(encodeRun(1, run(false))).rejects.toThrow('guessed');
  });
});

describe('a question about which rows count', () => {
  it('is settled by saying it, other questions are not', async () => {
    const engine = start();
    const rows = Array.from({ length: 60 }, (_, i) => `u${i % 6},i${i % 7},${i % 10 === 3 ? 'refunded' : 'paid'}\n`);
    const orders = [new File([`user,item,event\n${rows.join('')}`], 'orders.csv')];
    const plan = await engine.sniff(orders);
    expect(plan.questions).toHaveLength(1);
    expect((await engine.correct(plan, { keep: { minimumValue: 1 } })).questions).toHaveLength(1);
    expect((await engine.correct(plan, { keep: { events: ['paid'] } })).questions).toEqual([]);
  });
});
