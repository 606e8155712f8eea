import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createEngine } from '../engine/engine.ts';
import { testPlatform } from '../testing/platform.ts';
import type { Answer, Command } from './command.ts';
import { command as audit } from './commands/audit.ts';
import { command as evaluate } from './commands/evaluate.ts';
import { command as importing } from './commands/import.ts';
import { command as training } from './commands/train.ts';
import { parse } from './options.ts';
import { Stopped } from './stopped.ts';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'nextup-import-'))));
afterAll(() => rmSync(folder, { recursive: true }));

const silent = { say: () => undefined, update: () => undefined, clear: () => undefined };

/** Runs a command on files of the folder, where there is no GPU; what stopped before its work is an answer too. */
async function run(command: Command, files: readonly string[], ...options: readonly string[]): Promise<Answer> {
  const typed = [...files, ...options];
  const words = [...files.map((name) => join(folder, name)), ...options];
  const call = {
    engine: createEngine(testPlatform()),
    arguments: parse(words, command.options),
    typed: ['lab', command.name, ...typed],
    progress: silent,
    keeping: { folder: null, runs: null },
  };
  return command.run(call).catch((error: unknown) => {
    if (error instanceof Stopped) return error.answer;
    throw error;
  });
}

function write(name: string, header: string, row: (i: number) => readonly (string | number)[], rows = 60): string {
  const lines = Array.from({ length: rows }, (_, i) => row(i).join(','));
  writeFileSync(join(folder, name), [header, ...lines, ''].join('\n'));
  return name;
}

const times = 1_600_000_000;
const sure = (name = 'sure.csv', from = 0): string =>
  write(name, 'user,item,time', (i) => [`u${i % 6}`, `i${(i * i) % 11}`, times + from + 60 * i]);
/** Day and month can be exchanged, and either reading has its own order. */
const dated = (): string =>
  write('dated.csv', 'user,item,date', (i) => [
    `u${i % 6}`,
    `i${(i * i) % 11}`,
    `0${(i % 9) + 1}/0${((i * 2) % 9) + 1}/2020`,
  ]);

describe('an open question', () => {
  it.each([importing, audit, evaluate, training])(
    'stops $name before it reads, and says how to go on',
    async (command) => {
      const more = command === evaluate ? ['--baseline', 'popularity'] : [];
      const { json, text, failure } = await run(command, [dated()], ...more);
      expect(text).toContain('  user  user  sure');
      expect(text).toContain('  time  date  asked below');
      expect(text).toContain('? 1. Is the first number of');
      expect(text).toMatch(/ 1=1 {2}day first\n +1=2 {2}month first \(our guess\)$/);
      expect(text).not.toContain('interactions,');
      const line = ['lab', command.name, 'dated.csv', ...more].join(' ');
      expect(failure).toContain(`\n  ${line} --answer 1=2\n`);
      expect(failure).toContain(`\n  ${line} --accept-guesses`);
      expect(json).toMatchObject({
        error: failure,
        questions: [{ number: 1, guess: 2, answers: [{ number: 1, label: 'day first' }, { number: 2 }] }],
        plan: { files: [{ name: 'dated.csv' }] },
      });
    },
  );

  it('is settled by its number, by a form or a role, or left to the guess', async () => {
    const name = dated();
    const fingerprint = async (...options: readonly string[]): Promise<unknown> => {
      const { json, failure } = await run(importing, [name], ...options);
      expect(failure).toBeUndefined();
      return 'fingerprint' in json ? json.fingerprint : null;
    };
    const day = await fingerprint('--answer', '1=1');
    const month = await fingerprint('--answer', '1=2');
    expect(month).not.toBe(day);
    expect(await fingerprint('--time', 'date=month-first')).toBe(month);
    expect(await fingerprint('--accept-guesses')).toBe(month);
    expect([day, month]).not.toContain(await fingerprint('--column', 'date=ignore'));
  });

  it('keeps its number while others are answered, and of two answers the later counts', async () => {
    const name = write('two.csv', 'user,item,date,event', (i) => [
      ...[`u${i % 6}`, `i${(i * i) % 11}`, `0${(i % 9) + 1}/0${((i * 2) % 9) + 1}/2020`],
      i % 10 === 3 ? 'refunded' : 'paid',
    ]);
    const first = await run(importing, [name], '--answer', '1=1');
    expect(first.text).toContain('\n? 2. Of the first 60 rows, 6 have "refunded"');
    expect(first.failure).toContain('lab import two.csv --answer 1=1 --answer 2=1\n');
    const both = await run(importing, [name], '--answer', '2=2', '--answer', '1=2');
    expect(both.json).toMatchObject({ interactions: 60, questions: [] });
    const later = await run(importing, [name], '--answer', '1=2', '--answer', '2=2', '--answer', '2=1');
    expect(later.json).toMatchObject({ interactions: 54 });
    const said = await run(importing, [name], '--event', 'refunded', '--answer', '1=1');
    expect(said.json).toMatchObject({ interactions: 6 });
  });

  it.each([
    ['3=1', /no question 3, expected one of\n {2}1\. Is the first number/],
    ['0=1', /no question 0/],
    ['1=3', /question 1 has no answer 3\..*\n {2}1=1 {2}day first\n {2}1=2 {2}month first/],
    ['1', /expected N=K/],
    ['1=x', /expected N=K/],
  ])('refuses the answer %s and names what there is', async (answer, message) => {
    await expect(run(importing, [dated()], '--answer', answer)).rejects.toThrow(message);
  });
});

describe('what is printed', () => {
  it('says that there are no problems only where nothing is in doubt', async () => {
    const { text, json } = await run(importing, [sure()]);
    expect(text.split('\n').slice(0, 7)).toEqual([
      'sure.csv: interactions (it names users and items)',
      '  user  user  sure  u0, u1, u2',
      '  item  item  sure  i0, i1, i4',
      '  time  time  sure  1600000000 (2020-09-13 12:26:40), 1600000060, 1600000120',
      expect.stringMatching(/^sure: 60 interactions, 6 users, \d items/),
      'sure.csv: 60 rows read, 60 used',
      'No problems.',
    ]);
    const rows = { read: 60, used: 60, leftOut: 0, aside: 0 };
    expect(json).toMatchObject({ questions: [], doubts: [], files: [{ file: 'sure.csv', rows }] });

    const guessed = await run(importing, [dated()], '--accept-guesses');
    expect(guessed.text).toContain('! Not answered: Is the first number of');
    expect(guessed.text).not.toContain('No problems.');
  });

  it('names the columns of a table once, then the files that are its pieces', async () => {
    const files = Array.from({ length: 12 }, (_, i) => sure(`month-${i + 1}.csv`, 100_000 * i));
    const { text } = await run(importing, files);
    expect(text).toContain('12 files of one table: interactions');
    expect(text.match(/ {2}user {2}user/g)).toHaveLength(1);
    expect(text).toContain('  month-1.csv, month-2.csv,');
    expect(text).toContain('\nmonth-12.csv: 60 rows read, 60 used\n');
    expect(text).toContain('\n12 files: columns separated by commas');
  });

  it('fits a terminal, however long names and values are', async () => {
    const name = write('long.csv', `user,item,${'n'.repeat(300)}`, (i) => [
      `u${i % 6}`.padEnd(90, 'x'),
      `i${i % 9}`,
      'z'.repeat(500),
    ]);
    const { text } = await run(importing, [name]);
    const lines = text.split('\n').slice(0, 5);
    expect(lines.filter((line) => line.length > 96)).toEqual([]);
  });

  it('says of every file where its rows went, and why some were left aside', async () => {
    const other = write('other.csv', 'colour,size', (i) => [`c${i % 3}`, i % 4], 20);
    const torn = write('torn.csv', 'user,item,time', (i) => [
      i === 7 ? '' : `u${i % 6}`,
      `i${(i * i) % 11}`,
      times + i,
    ]);
    const { text, json } = await run(importing, [torn, other]);
    expect(text).toContain('\ntorn.csv: 60 rows read, 59 used, 1 left out\n');
    expect(text).toMatch(/\n! other\.csv: 20 rows read, 20 left aside \(it names no user with an item\)\n/);
    expect(text).not.toContain('No problems.');
    expect(json).toMatchObject({ files: [{ rows: { leftOut: 1 } }, { rows: { aside: 20 } }] });
    const whole = await run(importing, [sure(), other]);
    expect(whole.text).toContain('\n! other.csv: 20 rows read');
    expect(whole.text).not.toContain('No problems.');
    expect((await run(audit, [torn, other])).text).toContain('torn.csv: 60 rows read, 59 used, 1 left out');
  });

  it('has the columns also where the file cannot be read', async () => {
    const half = write('half.csv', 'user,item,time', (i) => [i % 2 === 0 ? '' : 'u1', `i${(i * i) % 11}`, times + i]);
    const { text, failure, json } = await run(importing, [half]);
    expect(text).toContain('  user  user  sure');
    expect(failure).toContain('30 of 60 rows (50 %) cannot be used');
    expect(json).toMatchObject({ error: failure, plan: { files: [{ name: 'half.csv' }] } });
  });
});

describe('options', () => {
  const orders = (): string =>
    write('orders.csv', 'user,item,time,rating,kind', (i) => [
      ...[`u${i % 6}`, `i${(i * i) % 11}`, times + i, i % 5, i % 3 === 0 ? 'view' : 'buy'],
    ]);

  it('keep values from a minimum on, and events of some kinds', async () => {
    const settled = ['--column', 'rating=value', '--column', 'kind=event'];
    const kept = await run(importing, [orders()], ...settled, '--min-value', '2.5', '--event', 'buy');
    expect(kept.json).toMatchObject({ interactions: 16, plan: { keep: { minimumValue: 2.5, events: ['buy'] } } });
    const both = await run(importing, [orders()], ...settled, '--event', 'buy', '--event', 'view');
    expect(both.json).toMatchObject({ interactions: 60 });
  });

  it('take the title where the item is blank', async () => {
    const name = write('blank.csv', 'user,item,title,time', (i) => [
      ...[`u${i % 6}`, i % 30 === 3 ? '' : `i${(i * i) % 11}`, `Thing ${(i * i) % 11}`, times + i],
    ]);
    const { json } = await run(importing, [name]);
    expect(json).toMatchObject({ interactions: 58 });
    expect((await run(importing, [name], '--blank-items', 'title')).json).toMatchObject({ interactions: 60 });
  });

  it('join ids, use files and divide them', async () => {
    const train = sure('toy-a.csv');
    const held = sure('toy-b.csv', 9_000);
    const spelled = ['--join', 'user=numbers', '--join', 'user=letter-case', '--join', 'item=spaces-and-accents'];
    const used = ['--file', `${train}=interactions`, '--file', `${held}=interactions`];
    const divided = ['--part', `${train}=training`, '--part', `${held}=test`];
    const { json } = await run(importing, [train, held, orders()], ...spelled, ...divided, ...used);
    expect(json).toMatchObject({
      plan: {
        join: { user: ['numbers', 'letter case'], item: ['spaces and accents'] },
        files: [
          { role: 'interactions', part: 'training' },
          { role: 'interactions', part: 'test' },
          { role: 'ignored', part: null },
        ],
      },
    });
  });

  it('say how the text is cut', async () => {
    writeFileSync(
      join(folder, 'odd.txt'),
      Array.from({ length: 30 }, (_, i) => `u${i % 5};i${i % 7};${times + i}`).join('\n'),
    );
    const format = ['--no-header', '--separator', 'semicolon', '--decimal', 'comma', '--encoding', 'windows-1252'];
    const roles = ['--column', 'column 1=user', '--column', 'column 2=item', '--column', 'column 3=time'];
    const { json } = await run(importing, ['odd.txt'], ...format, '--lines', 'rows', '--table-line', '1', ...roles);
    expect(json).toMatchObject({
      interactions: 30,
      plan: {
        files: [{ format: { header: false, delimiter: ';', decimal: ',', encoding: 'windows-1252', lines: 'rows' } }],
      },
    });
  });

  it.each([
    [['--column', 'usr=user'], /no column 'usr', expected one of user, item, time/],
    [['--column', 'user=owner'], /no 'owner', expected one of user, session, item, time, clock/],
    [['--column', 'user'], /expected NAME=VALUE/],
    [['--time', 'time=weeks'], /no 'weeks', expected one of s, ms, us, ns, mixed, .*, order/],
    [['--file', 'b.csv=items'], /no file 'b.csv', expected one of sure.csv/],
    [['--file', 'sure.csv=people'], /expected one of interactions, items, ignored/],
    [['--part', 'sure.csv=dev'], /expected one of training, validation, test, none/],
    [['--join', 'shop=numbers'], /no 'shop', expected one of user, item/],
    [['--join', 'user=case'], /expected one of numbers, letter-case, leading-zeros, spaces-and-accents/],
    [['--blank-items', 'kept'], /expected one of left-out, title/],
    [['--min-value', 'high'], /expected a number/],
    [['--separator', '#'], /expected one of comma, tab/],
    [['--lines', 'columns'], /expected one of rows, histories, rows-under-items/],
    [['--header', '--no-header'], /not both/],
    [['--encoding', 'latin'], /expected one of utf-8/],
  ])('refuse %j and name what there is', async (options, message) => {
    const refused = run(importing, [sure()], ...options);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ name: 'UsageError' });
  });
});
