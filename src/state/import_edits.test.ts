import { describe, expect, it } from 'vitest';
import { page as pageOn } from '../testing/page.ts';
import type { Engine, ImportPlan, Reading } from '../worker/contract.ts';

const plan: ImportPlan = {
  ...{ files: [], questions: [], keep: { minimumValue: null, events: null } },
  ...{ join: { user: [], item: [] }, blankItems: 'left out' },
};
const reading = { id: 'reading-1', name: 'a', rows: 9, rejected: 0 } as Reading; // what the actions look at

/** A page on an engine that finds `plan` in every file; besides, it has the methods a test gives. */
function page(methods: Partial<Engine>) {
  const finds: Partial<Engine> = {
    missing: () => Promise.resolve([]),
    sniff: () => Promise.resolve(plan),
    preview: () => new Promise(() => undefined),
  };
  const { store, actions } = pageOn({ ...finds, ...methods });
  return { store, ...actions };
}

const file = new File(['a'], 'a.csv');

describe('editing a plan', () => {
  it('reads again only what was changed after it was read', async () => {
    let passes = 0;
    const { store, data } = page({
      read: () => Promise.resolve({ ...reading, id: `reading-${++passes}` }),
      correct: (old) => Promise.resolve({ ...old, keep: { ...old.keep, minimumValue: 4 } }),
    });
    await data.importFiles([file]);
    await data.readFiles();
    data.backToColumns();
    await data.readFiles();
    expect(passes).toBe(1);
    await data.correct({ keep: { minimumValue: 4 } });
    expect(store.getState().importing).toMatchObject({ step: 'matching', reading: null });
    await data.readFiles();
    expect(passes).toBe(2);
    await data.undoEdit();
    expect(store.getState().importing).toMatchObject({ step: 'matching', reading: null, plan });
  });

  it('takes back corrections one by one, and makes them again', async () => {
    const { store, data } = page({
      correct: (old, correction) => Promise.resolve('keep' in correction ? { ...old, ...correction } : old) as never,
    });
    await data.importFiles([file]);
    for (const minimumValue of [2, 3]) await data.correct({ keep: { minimumValue, events: null } });
    const now = () => store.getState().importing?.plan?.keep.minimumValue;
    await data.undoEdit();
    expect(now()).toBe(2);
    await data.undoEdit();
    await data.undoEdit();
    expect(now()).toBeNull();
    await data.redoEdit();
    await data.redoEdit();
    await data.redoEdit();
    expect(now()).toBe(3);
    await data.undoEdit();
    await data.correct({ keep: { minimumValue: 9, events: null } });
    await data.redoEdit();
    expect(now()).toBe(9); // what was taken back is gone once something else is changed
  });

  it('takes back an answer and keeps what came after it, also how the file is cut', async () => {
    const ask = (sentence: string) => ({ file: 'a.csv', sentence, columns: [], answers: [], guess: 0 });
    const open: ImportPlan = { ...plan, questions: [ask('user?'), ask('item?'), ask('time?')] };
    const sniffs: unknown[] = [];
    const { store, data } = page({
      sniff: (_, formats, before) => {
        sniffs.push([formats, before?.questions.length]);
        return Promise.resolve(before ?? open);
      },
      correct: (old, correction) => {
        const settled = 'question' in correction ? correction.question : -1;
        return Promise.resolve({ ...old, questions: old.questions.filter((_, i) => i !== settled) });
      },
    });
    await data.importFiles([file]);
    await data.correct({ question: 0, answer: 1 });
    await data.readAs('a.csv', { header: false });
    await data.correct({ question: 1, answer: 0 });
    expect(store.getState().importing?.past.length).toBe(3);
    await data.takeBack(0);
    const formats = [{ file: 'a.csv', header: false }];
    expect(store.getState().importing).toMatchObject({ formats, plan: { questions: [ask('user?'), ask('item?')] } });
    expect(store.getState().importing?.past.map(({ correction }) => correction)).toEqual([
      null,
      { question: 2, answer: 0 },
    ]);
    expect(sniffs.at(-1)).toEqual([formats, 3]);
  });

  it('cuts all pieces of a table in one way', async () => {
    const asked: unknown[] = [];
    const { data } = page({
      sniff: (_, formats) => {
        asked.push(formats);
        return Promise.resolve(plan);
      },
    });
    await data.importFiles([file]);
    await data.readAs('a.csv', { quotes: false });
    await data.readAs(['a.csv', 'b.csv'], { delimiter: ';' });
    expect(asked.at(-1)).toEqual([
      { file: 'a.csv', quotes: false, delimiter: ';' },
      { file: 'b.csv', delimiter: ';' },
    ]);
  });
});
