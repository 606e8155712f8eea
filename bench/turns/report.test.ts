import { describe, expect, it } from 'vitest';
import { comparisonOf, refusalsOf, tableOf } from './report.mjs';
import { inTurn, type Measured, type Version } from './rounds.mjs';

const NEW: Version = { name: 'new', commit: 'b' };
const OLD: Version = { name: 'old', commit: 'a' };
const speed = { what: 'reading', unit: 'MB/s', better: 'more' } as const;

/** Measures from lists: the values of each version, one a round. */
function play(values: Record<'new' | 'old', readonly number[]>, quantity: Omit<Measured, 'values'> = speed) {
  const left = { new: [...values.new], old: [...values.old] };
  return inTurn([NEW, OLD], values.new.length, ({ name }) => [{ ...quantity, values: left[name].splice(0, 1) }]);
}

const cells = (table: string): string[][] =>
  table
    .split('\n')
    .slice(2)
    .map((line) => line.split('|').map((cell) => cell.trim()));

describe('two versions in turn', () => {
  it('changes who is first from round to round', async () => {
    const order: string[] = [];
    await inTurn([NEW, OLD], 3, ({ name }) => {
      order.push(name);
      return [];
    });
    expect(order).toEqual(['new', 'old', 'old', 'new', 'new', 'old']);
  });

  it('names the version whose measurement fails', async () => {
    const fail = () => Promise.reject(new Error('no button'));
    await expect(inTurn([OLD], 1, fail)).rejects.toThrow('old, a: no button');
  });
});

describe('the comparison', () => {
  it('has both medians with their spread, the ratio new over old, and who is better in how many rounds', async () => {
    const table = comparisonOf(await play({ new: [110, 180, 130], old: [120, 100, 101] }));
    expect(cells(table)).toEqual([
      ['', 'reading', '101 MB/s (100 to 120)', '130 MB/s (110 to 180)', '1.29', 'new, in 2 of 3 rounds', '', ''],
    ]);
  });

  it('calls less better where less is better', async () => {
    const time = { what: 'opening', unit: 'ms', better: 'less' } as const;
    const [row] = cells(comparisonOf(await play({ new: [300], old: [200] }, time)));
    expect(row?.slice(4, 6)).toEqual(['1.50', 'old, in 1 of 1 rounds']);
  });

  it('says that two are equal and gives no ratio to zero', async () => {
    const [row] = cells(comparisonOf(await play({ new: [0, 0], old: [0, 0] })));
    expect(row?.slice(4, 6)).toEqual(['', 'equal']);
  });

  it('measures nothing against a version that refuses, and says why once', async () => {
    const refused = 'Parquet is not read yet';
    const quantities = await inTurn([NEW, OLD], 2, ({ name }) => [
      { ...speed, ...(name === 'old' ? { refused } : { values: [50] }) },
    ]);
    expect(cells(comparisonOf(quantities))[0]?.slice(2, 6)).toEqual(['not measured', '50 MB/s (50 to 50)', '', '']);
    expect(refusalsOf(quantities)).toEqual(['Not measured, old: Parquet is not read yet']);
  });
});

describe('the table of one version', () => {
  it('has the median and the range of all values, and the longest task of all rounds', async () => {
    const tasks = { what: 'tasks', unit: '', better: 'less', longest: 62, goal: 'none' } as const;
    const quantities = await inTurn([NEW], 1, () => [
      { ...speed, values: [70, 80, 90, 60] },
      { ...tasks, values: [2] },
    ]);
    expect(cells(tableOf(quantities))).toEqual([
      ['', 'reading', '75 MB/s', '60 to 90', '', ''],
      ['', 'tasks', '2 (longest 62 ms)', '', 'none', ''],
    ]);
  });
});
