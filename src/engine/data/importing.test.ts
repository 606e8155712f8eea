import { describe, expect, it } from 'vitest';
import { testPlatform } from '../../testing/platform.ts';
import type { AnyValues, Engine } from '../api.ts';
import { createEngine } from '../engine.ts';

const start = (): Engine => createEngine(testPlatform());

const csv = (text: string): [File] => [new File([text], 'orders.csv')];
const good = Array.from({ length: 200 }, (_, i) => `u${i % 20},i${i % 13},${1_700_000_000 + i}\n`).join('');
const torn = `user,item,time\n${good}torn\nu1,i1,someday\n`;

describe('sniffing again', () => {
  it('reads a file as it is told to, and keeps the columns that the user chose', async () => {
    const engine = start();
    const files = csv('a;b;c\nx;1,5;p\ny;2,5;q\n');
    const plan = await engine.sniff(files);
    const corrected = await engine.correct(plan, { file: 'orders.csv', column: 2, role: 'item' });
    const again = await engine.sniff(files, [{ file: 'orders.csv', decimal: '.' }], corrected);
    expect(again.files[0].format).toMatchObject({ delimiter: ';', decimal: '.' });
    expect(again.files[0].columns[2]).toMatchObject({ role: 'item', why: 'your choice' });
    expect(again.files[0].opening).toEqual([
      ['x', '1,5', 'p'],
      ['y', '2,5', 'q'],
    ]);
    const without = await engine.sniff(files, [{ file: 'orders.csv', header: false }], corrected);
    expect(without.files[0].columns[2].why).not.toBe('your choice');
    expect(without.files[0].opening[0]).toEqual(['a', 'b', 'c']);
  });

  it('asks an answered question not again, and an open one still', async () => {
    const engine = start();
    const files = csv('10,20,x\n11,21,y\n');
    const plan = await engine.sniff(files);
    const answered = await engine.correct(plan, { question: 0, answer: 0 });
    const again = await engine.sniff(files, [{ file: 'orders.csv', decimal: '.' }], answered);
    expect(again.questions).toEqual(answered.questions);
    expect(again.questions.length).toBeLessThan(plan.questions.length);
  });
});

describe('correcting', () => {
  it('reads samples as times of the chosen form, and refuses a time that is none', async () => {
    const engine = start();
    const plan = await engine.sniff(csv('user,item,time\na,b,1700000000\nc,d,1700000000000\n'));
    expect(plan.files[0].columns[2].sampleTimes).toEqual([1_700_000_000, 1_700_000_000]);
    const time = { kind: 'epoch', unit: 'ms' } as const;
    const changed = await engine.correct(plan, { file: 'orders.csv', column: 2, time });
    expect(changed.files[0].columns[2]).toMatchObject({ time, sampleTimes: [null, 1_700_000_000] });
    const wrong = await engine.correct(plan, { file: 'orders.csv', column: 0, role: 'time' });
    expect(await engine.missing(wrong)).toContain(
      'orders.csv: "a" in column "user" is no time; choose another column, or none.',
    );
  });

  it('keeps only the values that are asked for', async () => {
    const engine = start();
    const files = csv(
      `user,item,rating\n${Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5},${i % 5}\n`).join('')}`,
    );
    const plan = await engine.correct(await engine.sniff(files), { keep: { minimumValue: 3 } });
    const reading = await engine.read(files, plan);
    expect([reading.rows, reading.interactions]).toEqual([40, 16]);
    expect(reading.problems.map(({ kind, rows }) => [kind, rows])).toEqual([['filtered', 24]]);
  });
});

describe('a reading', () => {
  it('tells what was wrong with the rows, lists them, and opens as it was shaped', async () => {
    const engine = start();
    const files = csv(torn);
    const reading = await engine.read(files, await engine.sniff(files));
    expect(reading).toMatchObject({ rows: 202, rejected: 2, consent: null, interactions: 200, time: 'seconds' });
    expect(await engine.rejectedRows(reading.id)).toContain(',u1,i1,someday');
    const summary = await engine.reshape(reading.id, { lastN: 5 });
    expect(summary).toMatchObject({ name: 'orders', users: 20, interactions: 100 });
    expect((await engine.reshape(summary.id, { lastN: null })).interactions).toBe(200);
  });

  it('asks for consent before many rows are left out, and refuses a file without a row that can be used', async () => {
    const engine = start();
    const half = csv('user,item,time\na,b,1700000000\n,b,1700000000\n');
    expect((await engine.read(half, await engine.sniff(half))).consent).toBe(
      '1 of 2 rows (50 %) cannot be used, more than 5 %',
    );
    const none = csv('user,item,time\n,b,1700000000\n');
    await expect(engine.read(none, await engine.sniff(none))).rejects.toThrow(/none of 1 rows can be used/);
  });

  it('is let go when another file is read', async () => {
    const engine = start();
    const files = csv(torn);
    const plan = await engine.sniff(files);
    const { id } = await engine.read(files, plan);
    await engine.read(files, plan);
    await expect(engine.reshape(id, {})).rejects.toThrow(
      /"reading-1" is not held any more, only the last reading is, which is reading-2/,
    );
    await expect(engine.rejectedRows('orders')).rejects.toThrow(
      /reading "orders" is not known, expected one of reading-2/,
    );
  });
});

describe('the ways to split a dataset', () => {
  it('say what each would give, and a baseline is measured by the one that is asked for', async () => {
    const engine = start();
    const { id, interactions, users } = await engine.simulate('bookshop');
    const cards = await engine.splits(id);
    expect(cards.map(({ rule, lacking }) => [rule, lacking])).toEqual([
      ['leave-one-out', null],
      ['by time', null],
      ['by user', null],
      ['by item, 5 %', null],
      ['by item, 10 %', null],
      ['by item, 20 %', null],
      ['by item, 40 %', null],
      ['as published', expect.stringContaining('it does not come divided')],
    ]);
    const [byTime, byUser] = cards.slice(1);
    expect(byTime.trained / interactions).toBeCloseTo(0.8, 2);
    expect(byUser.tested / users).toBeCloseTo(0.1, 2);
    for (const { rule, tested } of cards.filter(({ lacking }) => lacking === null)) {
      const metrics = await engine.evaluate({ dataset: id, baseline: 'popularity' }, { split: rule });
      expect([metrics.protocol.split, metrics.users]).toEqual([rule, tested]);
    }
  });

  it('say why one is not possible', async () => {
    const engine = start();
    const rows = Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5}\n`);
    const files = csv(`user,item\n${rows.join('')}`);
    const { id } = await engine.open(files);
    const byTime = (await engine.splits(id)).find(({ rule }) => rule === 'by time');
    expect(byTime).toMatchObject({ tested: 0, cuts: null });
    expect(byTime?.lacking).toContain('there are no times');
    await expect(engine.evaluate({ dataset: id, baseline: 'popularity' }, { split: 'by time' })).rejects.toThrow(
      'choose another split',
    );
    await expect(engine.reshape(id, { sessionGap: 3600 })).rejects.toThrow('sessionGap needs times');
  });
});

describe('order numbers', () => {
  it('order each history, and are no times that a split or the audit could go by', async () => {
    const engine = start();
    const rows = Array.from({ length: 40 }, (_, i) => `u${i % 4},i${i % 5},${i}\n`);
    const { id } = await engine.open(csv(`user,item,order\n${rows.join('')}`));
    expect((await engine.histories(id, 0, 1))[0].times?.slice(0, 2)).toEqual([0, 4]);
    expect(await engine.audit(id)).toMatchObject({ time: null, futureInTraining: null, orderOnly: false });
    const byTime = (await engine.splits(id)).find(({ rule }) => rule === 'by time');
    expect(byTime).toMatchObject({ tested: 0, cuts: null });
    await expect(engine.evaluate({ dataset: id, baseline: 'popularity' }, { split: 'by time' })).rejects.toThrow(
      'orders: its times are plain order numbers',
    );
  });
});

describe('a preview', () => {
  it('counts what is left and what training would take, more for a larger model', async () => {
    const engine = start();
    const { id } = await engine.simulate('sequels');
    const small = await engine.preview(id, { lastN: 8 }, { preset: 'tiny' });
    const large = await engine.preview(id, { lastN: 8 }, { preset: 'standard' });
    expect(small.after).toEqual(large.after);
    expect(small.shaping.lastN).toBe(8);
    const [a, b] = [small.estimate, large.estimate];
    if (a === null || b === null) throw new Error('no estimate');
    expect(b.parameters).toBeGreaterThan(a.parameters);
    expect(b.gpuBytes).toBeGreaterThan(a.gpuBytes);
    expect(a.time).toBeNull();
  });

  it('estimates what an estimate of the dataset itself says', async () => {
    const engine = start();
    const { id } = await engine.simulate('sequels');
    const opened = await engine.reshape(id, { minimumUser: 6 });
    const { estimate } = await engine.preview(id, { minimumUser: 6 }, { preset: 'tiny' });
    const exact = await engine.estimate({ dataset: opened.id, preset: 'tiny' });
    const { parameters, gpuBytes, stepsPerEpoch } = exact;
    expect(estimate).toMatchObject({ parameters, gpuBytes, stepsPerEpoch });
  });

  it('says why a model cannot be trained: no history is long enough, or it reads what the data does not say', async () => {
    const engine = start();
    const { id } = await engine.simulate('sequels');
    for (const lastN of [2, 3]) {
      const { estimate, unfit } = await engine.preview(id, { lastN }, {});
      expect([estimate, unfit]).toEqual([null, expect.stringContaining('no history is long enough')]);
    }
    const reading = (config: AnyValues, model = 'hybrid') => engine.preview(id, {}, { model, config });
    const [times, kinds, text] = [
      await reading({ times: 'gaps' }),
      await reading({ kinds: 'read' }),
      await reading({}, 'rpg'),
    ];
    expect([times.unfit, times.estimate?.recipe.config.times]).toEqual([null, 'gaps']);
    expect([kinds.unfit, kinds.estimate]).toEqual([expect.stringContaining('sequels does not say that'), null]);
    expect(kinds.after).toEqual(times.after);
    expect(text.estimate?.recipe.training.vectors).toBe('text');
    expect((await engine.preview(id, { lastN: 4 }, {})).estimate?.stepsPerEpoch).toBeGreaterThan(0);
  });

  it('is cancelled by the next one', async () => {
    const engine = start();
    const { id } = await engine.simulate('sequels');
    const first = engine.preview(id, { minimumUser: 2 });
    const second = engine.preview(id, { minimumUser: 3 });
    await expect(first).rejects.toMatchObject({ name: 'CancelledError' });
    expect((await second).shaping.minimumUser).toBe(3);
  });
});

it('opening a file without a plan can be cancelled while its beginning is still looked at', async () => {
  const engine = start();
  const opening = engine.open(csv(`user,item,time\n${good}`), { acceptProblems: true });
  await engine.cancelOpen();
  await expect(opening).rejects.toMatchObject({ name: 'CancelledError' });
  expect((await engine.open(csv(`user,item,time\n${good}`))).interactions).toBeGreaterThan(0);
});
