import { describe, expect, it } from 'vitest';
import { file, importFiles } from '../testing.ts';
import { copiesOfEach } from './copies.ts';

const rows = Array.from({ length: 60 }, (_, i) => `u${i % 7},i${i % 11},${1_600_000_000 + i}\n`).join('');
const once = `user,item,time\n${rows}`;

describe('a file put after itself', () => {
  it('is noticed, and what to do is said', async () => {
    const { copies, doubts } = await importFiles([file('log.csv', once + rows)]);
    expect(copies).toBe(2);
    expect(doubts.join(' ')).toMatch(/Every row stands twice or more: user, item and time .* drop repeated rows/);
  });

  it('is noticed three times too, in another order and without times', async () => {
    const shuffled = (rows + rows + rows).trim().split('\n').sort().join('\n');
    expect((await importFiles([file('log.csv', `user,item,time\n${shuffled}\n`)])).copies).toBe(3);
    const pairs = rows.replace(/,\d+\n/g, '\n');
    const { copies, doubts } = await importFiles([file('log.csv', `user,item\n${pairs}${pairs}`)]);
    expect([copies, doubts.join(' ')]).toEqual([2, expect.stringContaining('there are no times')]);
  });

  it('is not taken for one where a single row stands once', async () => {
    const { copies, doubts } = await importFiles([file('log.csv', `${once}${rows}u1,i1,1600009999\n`)]);
    expect([copies, doubts]).toEqual([1, []]);
    expect((await importFiles([file('log.csv', once)])).copies).toBe(1);
  });

  it('is not taken for one where the same was viewed and bought at once', async () => {
    const of = (event: string): string => rows.replaceAll('\n', `,${event}\n`);
    const twice = (event: string) => importFiles([file('log.csv', `user,item,time,event\n${of('view')}${of(event)}`)]);
    expect([(await twice('buy')).copies, (await twice('view')).copies]).toEqual([1, 2]);
  });

  it('is noticed among more rows than are compared', async () => {
    const half = Uint32Array.from({ length: 150_000 }, (_, i) => (i * 7919) % 4001);
    const twice = (values: Uint32Array): Uint32Array => Uint32Array.from([...values, ...values]);
    const user = twice(half);
    const item = twice(half.map((value, i) => (value + i) % 997));
    const time = Float64Array.from(user, (_, i) => 1_600_000_000 + (i % half.length) / 4);
    const table = { name: 'log', users: [], catalogue: { ids: [], titles: null, categories: null }, user, item, time };
    expect(await copiesOfEach(table)).toBe(2);
    expect(await copiesOfEach({ ...table, user: half, item: item.subarray(0, half.length) })).toBe(1);
  });
});
