import { describe, expect, it } from 'vitest';
import { CancelledError, ImportError } from '../core/errors.ts';
import { defaultShaping } from '../data/dataset.ts';
import { looks, page as pageOn, summary } from '../testing/page.ts';
import type { Engine, ImportPlan, Preview, Reading } from '../worker/contract.ts';
import type { FetchTable } from './import_actions.ts';

const plan: ImportPlan = {
  ...{ files: [], questions: [], keep: { minimumValue: null, events: null } },
  join: { user: [], item: [] },
  blankItems: 'left out',
};
const reading = { id: 'reading-1', name: 'a', rows: 9, rejected: 0 } as Reading; // what the actions look at
const previewOf = (minimumUser: number) => ({ shaping: { ...defaultShaping, minimumUser } }) as Preview;

/** A page on an engine that reads what it is given; besides, it has the methods a test gives, and another call rejects. */
function page(methods: Partial<Engine>, fetchTable?: FetchTable) {
  const reads: Partial<Engine> = {
    ...looks,
    missing: () => Promise.resolve([]),
    firstLines: (asked) => Promise.resolve(asked.map(({ name }) => ({ file: name, lines: ['a'], openQuote: false }))),
    preview: (_, shaping) => Promise.resolve(previewOf(shaping.minimumUser ?? 1)),
    sniff: () => Promise.resolve(plan),
    read: () => Promise.resolve(reading),
  };
  const { store, saved, actions } = pageOn({ ...reads, ...methods }, fetchTable === undefined ? {} : { fetchTable });
  return { store, saved, ...actions };
}

const file = new File(['a'], 'a.csv');

describe('importing', () => {
  it('goes from the columns through the check to a dataset, and can go back', async () => {
    const { store, data } = page({ reshape: () => Promise.resolve(summary('a')) });
    await data.importFiles([file]);
    expect(store.getState()).toMatchObject({ view: 'data', importing: { step: 'matching', names: ['a.csv'], plan } });
    await data.readFiles();
    expect(store.getState()).toMatchObject({ importing: { step: 'checked', reading }, draft: { source: 'reading-1' } });
    data.backToColumns();
    expect(store.getState().importing).toMatchObject({ step: 'matching', reading });
    await data.readFiles();
    expect(store.getState().importing).toMatchObject({ step: 'checked', reading });
    await data.openReading();
    expect(store.getState()).toMatchObject({ importing: null, dataset: { name: 'a' } });
  });

  it('chooses the division that files come with, until the import is put aside', async () => {
    const divided = { ...reading, division: 'As published.', usualSplit: 'as published' } as const;
    const { store, data, run } = page({
      read: () => Promise.resolve(divided),
      reshape: () => Promise.resolve({ ...summary('a'), usualSplit: 'as published' }),
      splits: () => Promise.resolve([]),
    });
    const chosen = (): string => store.getState().choice.split;
    run.choose({ split: 'by time' });
    await data.importFiles([file]);
    await data.readFiles();
    expect(chosen()).toBe('as published');
    await data.cancelImport();
    expect(chosen()).toBe('leave-one-out');
    data.takeUpImport();
    await data.readFiles();
    expect(chosen()).toBe('as published');
    run.choose({ split: 'by user' });
    await data.openReading();
    expect(chosen()).toBe('by user'); // somebody chose it for these files
  });

  it('keeps the plan and says why when the file cannot be read', async () => {
    const { store, data } = page({ read: () => Promise.reject(new ImportError('row 3: torn')) });
    await data.importFiles([file]);
    await data.readFiles();
    expect(store.getState().importing).toMatchObject({ step: 'matching', failure: 'row 3: torn', plan });
  });

  it('lets the user say how a file is written in which no table was found', async () => {
    const asked: unknown[] = [];
    const { store, data } = page({
      sniff: (_, formats = []) => {
        asked.push(formats);
        return formats.length === 0 ? Promise.reject(new ImportError('one column')) : Promise.resolve(plan);
      },
    });
    await data.importFiles([file]);
    const firstLines = [{ file: 'a.csv', lines: ['a'], openQuote: false }];
    expect(store.getState().importing).toMatchObject({ step: 'refused', failure: 'one column', firstLines });
    await data.readAs('a.csv', { delimiter: ';' });
    await data.readAs('a.csv', { header: false });
    expect(store.getState().importing).toMatchObject({ step: 'matching', plan, failure: null });
    expect(asked.at(-1)).toEqual([{ file: 'a.csv', delimiter: ';', header: false }]);
  });

  it('keeps what the user said about a file that is still refused, and takes it back to the guess', async () => {
    const { store, data } = page({
      sniff: (_, [format] = []) =>
        format?.quotes === false && format.delimiter === ','
          ? Promise.resolve(plan)
          : Promise.reject(new ImportError('one column')),
    });
    await data.importFiles([file]);
    await data.readAs('a.csv', { delimiter: ';' });
    await data.readAs('a.csv', { quotes: false });
    const formats = [{ file: 'a.csv', delimiter: ';', quotes: false }];
    expect(store.getState().importing).toMatchObject({ step: 'refused', formats });
    await data.readAs('a.csv', { delimiter: null });
    expect(store.getState().importing?.formats).toEqual([{ file: 'a.csv', quotes: false }]);
    await data.readAs('a.csv', { delimiter: ',' });
    expect(store.getState().importing).toMatchObject({ step: 'matching', plan, failure: null });
  });

  it('loses no correction, however fast they follow each other', async () => {
    const ask = (sentence: string) => ({ file: 'a.csv', sentence, columns: [], answers: [], guess: 0 });
    const open: ImportPlan = { ...plan, questions: [ask('user?'), ask('item?'), ask('time?')] };
    const { store, data } = page({
      sniff: () => Promise.resolve(open),
      correct: (old, correction) => {
        const settled = 'question' in correction ? correction.question : -1;
        return Promise.resolve({ ...old, questions: old.questions.filter((_, i) => i !== settled) });
      },
    });
    await data.importFiles([file]);
    const answers = [0, 2, 0].map((question) => data.correct({ question, answer: 0 }));
    await Promise.all(answers);
    expect(store.getState().importing?.plan?.questions).toEqual([ask('item?')]);
    expect(store.getState().alerts).toEqual([]);
  });

  it('stays with the plan when another way to read the file finds no table', async () => {
    const { store, data } = page({
      sniff: (_, formats = []) =>
        formats.length === 0 ? Promise.resolve(plan) : Promise.reject(new ImportError('one column')),
    });
    await data.importFiles([file]);
    await data.readAs('a.csv', { delimiter: '|' });
    expect(store.getState().importing).toMatchObject({ step: 'matching', plan, failure: 'one column', formats: [] });
  });

  it('forgets the answer about a file that was cancelled while it was looked at', async () => {
    let resolve: (sniffed: ImportPlan) => void = () => undefined;
    const sniffed = new Promise<ImportPlan>((settle) => {
      resolve = settle;
    });
    const { store, data } = page({ sniff: () => sniffed });
    const looking = data.importFiles([file]);
    await data.cancelImport();
    resolve(plan);
    await looking;
    expect(store.getState().importing).toBeNull();
  });

  it('puts a cancelled import aside and takes it up again', async () => {
    const { store, data } = page({});
    await data.importFiles([file]);
    await data.cancelImport();
    expect(store.getState()).toMatchObject({ importing: null, setAside: { names: ['a.csv'] } });
    data.takeUpImport();
    expect(store.getState()).toMatchObject({ importing: { step: 'matching', plan }, setAside: null });
  });

  it('stops reading on cancel, without an error, and keeps the columns', async () => {
    let stop: () => void = () => undefined;
    const { store, data } = page({
      read: () =>
        new Promise((_, reject) => {
          stop = () => reject(new CancelledError('cancelled'));
        }),
      cancelOpen: () => {
        stop();
        return Promise.resolve();
      },
    });
    await data.importFiles([file]);
    const under = data.readFiles();
    await expect.poll(() => store.getState().importing?.step).toBe('reading');
    await data.cancelImport();
    await under;
    expect(store.getState().importing).toMatchObject({ step: 'matching', failure: null, plan });
  });

  it('reads with the last correction, however fast the button follows it', async () => {
    const read: ImportPlan[] = [];
    const corrected = { ...plan, keep: { minimumValue: 4, events: null } };
    const { data } = page({
      correct: () => new Promise((resolve) => setTimeout(() => resolve(corrected), 20)),
      read: (_, used) => {
        read.push(used);
        return Promise.resolve(reading);
      },
    });
    await data.importFiles([file]);
    void data.correct({ keep: corrected.keep });
    await data.readFiles();
    expect(read).toEqual([corrected]);
  });

  it('saves the rows that were left out', async () => {
    const { saved, data } = page({ rejectedRows: (id) => Promise.resolve(`rows of ${id}`) });
    await data.importFiles([file]);
    await data.readFiles();
    await data.saveRejectedRows();
    expect(saved).toEqual(['a-left-out.csv: rows of reading-1']);
  });

  it('looks at what was fetched, and says why where nothing was', async () => {
    const fetched = page({}, () => Promise.resolve(file));
    await fetched.data.importAddress('https://data.example/a.csv');
    expect(fetched.store.getState().importing).toMatchObject({ step: 'matching', names: ['a.csv'] });
    const { store, data } = page({});
    await data.importAddress('https://data.example/a.csv');
    expect(store.getState().importing).toMatchObject({ step: 'refused', failure: 'offline' });
  });

  it('stops fetching when another file is dropped', async () => {
    let stopped = false;
    const { store, data } = page({}, (_address, _progress, signal) => {
      return new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          stopped = true;
          reject(new CancelledError('cancelled'));
        });
      });
    });
    const fetching = data.importAddress('https://data.example/a.csv');
    await expect.poll(() => store.getState().importing?.step).toBe('fetching');
    await data.importFiles([file]);
    await fetching;
    expect([stopped, store.getState().importing?.names]).toEqual([true, ['a.csv']]);
  });
});

describe('shaping', () => {
  it('counts the last of many changes, once they pause', async () => {
    const asked: (number | undefined)[] = [];
    const { store, data } = page({
      preview: (_, { minimumUser }) => {
        asked.push(minimumUser);
        return Promise.resolve(previewOf(minimumUser ?? 1));
      },
    });
    store.setState({ dataset: summary('a') });
    data.tryShaping(summary('a'));
    await expect.poll(() => store.getState().draft?.counting).toBe(false);
    for (const minimumUser of [2, 3, 4, 5]) data.shape({ minimumUser });
    expect(store.getState().draft).toMatchObject({ counting: true, preview: { shaping: { minimumUser: 1 } } });
    await expect.poll(() => store.getState().draft?.preview?.shaping.minimumUser).toBe(5);
    expect(asked).toEqual([1, 5]);
  });

  it('shows the counts of the newest shaping when an older answer comes late', async () => {
    const answers = new Map<number, () => void>();
    const { store, data } = page({
      preview: (_, { minimumUser = 1 }) =>
        new Promise((resolve) => answers.set(minimumUser, () => resolve(previewOf(minimumUser)))),
    });
    data.tryShaping(summary('a'));
    await expect.poll(() => answers.has(1)).toBe(true);
    data.shape({ minimumUser: 7 });
    await expect.poll(() => answers.has(7)).toBe(true);
    answers.get(7)?.();
    await expect.poll(() => store.getState().draft?.counting).toBe(false);
    answers.get(1)?.();
    await Promise.resolve();
    expect(store.getState().draft?.preview?.shaping.minimumUser).toBe(7);
  });

  it('of a reading goes on when a world is opened meanwhile', async () => {
    const { store, data } = page({ simulate: (name) => Promise.resolve(summary(name)) });
    await data.importFiles([file]);
    await data.readFiles();
    await data.openWorld('b');
    expect(store.getState()).toMatchObject({ draft: { source: 'reading-1' }, importing: { step: 'checked' } });
  });

  it('can be undone, as can opening other data', async () => {
    const { store, data } = page({
      simulate: (name) => Promise.resolve(summary(name)),
      reshape: (_, { minimumUser }) => Promise.resolve(summary('a', `a-${minimumUser}`)),
    });
    await data.openWorld('a');
    data.tryShaping(summary('a'));
    data.shape({ minimumUser: 5 });
    await data.applyShaping();
    await data.openWorld('b');
    expect(store.getState().dataset?.id).toBe('b');
    await data.undo();
    expect(store.getState().dataset?.id).toBe('a-5');
    await data.undo();
    await data.undo();
    expect(store.getState()).toMatchObject({ dataset: { id: 'a' }, earlier: [] });
  });
});
