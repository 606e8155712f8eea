import { describe, expect, it } from 'vitest';
import { withRole } from './plan.ts';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import { file, importFiles, triples } from './testing.ts';

const HEADER = 'who,what,when\n';
const months = [
  file('2019-9.csv', `${HEADER}u1,a,2019-09-01\nu2,b,2019-09-02\n`),
  file('2019-10.csv', `${HEADER}u1,c,2019-10-01\n,c,2019-10-02\n`),
  file('2019-11.csv', `${HEADER}u2,a,2019-11-01\nu1,b,2019-11-02\n`),
];
const part = (name: string, rows: string): ReturnType<typeof file> =>
  file(name, `user_id:token\titem_id:token\ttimestamp:float\n${rows}`);
const benchmark = [
  part('toy.train.inter', '1\ta\t880000000\n2\tb\t880000000\n'),
  part('toy.valid.inter', '1\tb\t880000400\n2\tc\t880000400\n'),
  part('toy.test.inter', '1\tc\t880000500\n2\ta\t880000500\n'),
];

describe('several files of one table', () => {
  it('are read as one, by name and the numbers in it, whatever the order they were chosen in', async () => {
    const options = { acceptProblems: true };
    const inOrder = await importFiles(
      months.map(({ name, blob }) => ({ name: `user_item_${name}`, blob })),
      options,
    );
    expect(inOrder.interactions.user.length).toBe(5);
    const reversed = await importFiles([...months].reverse(), options);
    expect(triples(reversed)).toEqual(triples(inOrder));
    expect(reversed.interactions.name).toBe('2019-9 and 2 more');
  });

  it('account for the rows of each', async () => {
    const { files, rows, rejected } = await importFiles([...months, file('notes.csv', 'word,sense\na,b\nc,d\n')], {
      acceptProblems: true,
    });
    expect(files.map(({ file: name, rows: of }) => [name, of])).toEqual([
      ['2019-9.csv', { read: 2, used: 2, leftOut: 0, aside: 0 }],
      ['2019-10.csv', { read: 2, used: 1, leftOut: 1, aside: 0 }],
      ['2019-11.csv', { read: 2, used: 2, leftOut: 0, aside: 0 }],
      ['notes.csv', { read: 2, used: 0, leftOut: 0, aside: 2 }],
    ]);
    expect([rows, rejected]).toEqual([6, 1]);
  });

  it('are corrected together, their columns by name', async () => {
    const swapped = file('2019-12.csv', 'when,who,what\n2019-12-01,u1,a\n2019-12-03,u9,a\n');
    const plan = withRole(await sniff([...months, swapped]), '2019-10.csv', 2, 'ignore');
    expect(plan.files.map(({ columns }) => columns.find(({ name }) => name === 'when')?.role)).toEqual(
      Array.from(plan.files, () => 'ignore'),
    );
    const { interactions, time } = await readInteractions([...months, swapped], plan, { acceptProblems: true });
    expect([interactions.user.length, time]).toEqual([7, 'none']);
  });
});

describe('the files of a divided benchmark', () => {
  it('keep their division, training first', async () => {
    const { interactions } = await importFiles([...benchmark].reverse());
    expect([...(interactions.part ?? [])]).toEqual([0, 0, 1, 1, 2, 2]);
    expect(interactions.name).toBe('toy');
    const two = await importFiles([benchmark[0], benchmark[2]]);
    expect(two.interactions.name).toBe('toy');
  });

  it('are files like others where nothing trains', async () => {
    const { interactions } = await importFiles(benchmark.slice(1));
    expect(interactions.part).toBeUndefined();
    expect(interactions.user.length).toBe(4);
  });
});
