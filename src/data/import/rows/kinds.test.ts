import { describe, expect, it } from 'vitest';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { sniff } from '../sniff.ts';
import { readInteractions } from '../read.ts';
import { file, importFiles } from '../testing.ts';
import type { ImportResult } from '../types.ts';

const csv = (events: readonly string[], header = 'event_type'): string =>
  [`user,item,${header}`, ...events.map((event, i) => `u${i % 3},i${i % 4},${event}`)].join('\n');

const wordsOf = ({ interactions: { kinds } }: ImportResult): readonly (string | null)[] | undefined =>
  kinds && Array.from(kinds.of, (kind) => kinds.names[kind - 1] ?? null);

describe('kinds of events', () => {
  const events = ['cart', 'view', 'view', '', 'purchase', 'view', 'cart', 'NULL'];

  it('are those of a column of events, the most frequent first; where it says nothing, nobody knows', async () => {
    const read = await importFiles([file('log.csv', csv(events))]);
    expect(read.interactions.kinds?.names).toEqual(['view', 'cart', 'purchase']);
    expect(wordsOf(read)).toEqual(['cart', 'view', 'view', null, 'purchase', 'view', 'cart', null]);
    expect((await importFiles([file('log.csv', csv(events, 'remark'))])).interactions.kinds).toBeUndefined();
  });

  it('are the same of Parquet, which is read by columns', async () => {
    const columns = {
      user: events.map((_, i) => `u${i % 3}`),
      item: events.map((_, i) => `i${i % 4}`),
      event_type: events,
    };
    const columnData = Object.entries(columns).map(([name, data]) => ({ name, data }));
    const read = await importFiles([file('log.parquet', new Uint8Array(parquetWriteBuffer({ columnData })))]);
    expect(read.interactions.kinds).toEqual((await importFiles([file('log.csv', csv(events))])).interactions.kinds);
  });

  it('of an order are stated in its first line where kinds decide what is kept', async () => {
    const lines = 'user,item,event\na,1,paid\na,2,\nb,3,refunded\nb,4,\nc,5,paid\n';
    const files = [file('orders.csv', lines)];
    const keep = { minimumValue: null, events: ['paid'] };
    expect(wordsOf(await readInteractions(files, { ...(await sniff(files)), keep }))).toEqual(['paid', 'paid', 'paid']);
  });

  it('are thirty at most, and no column of hundreds of words has any', async () => {
    const read = async (count: number): Promise<ImportResult> => {
      const files = [file('log.csv', csv(Array.from({ length: 600 }, (_, i) => `w${i % count}`)))];
      const { files: plans, ...plan } = await sniff(files);
      const named = plans.map((one) => ({
        ...one,
        columns: one.columns.with(2, { ...one.columns[2], role: 'event' }),
      }));
      return readInteractions(files, { ...plan, files: named });
    };
    const some = await read(40);
    expect(some.interactions.kinds?.names).toEqual(Array.from({ length: 30 }, (_, i) => `w${i}`));
    expect(some.notes).toContain('log.csv: of 40 kinds of events the 30 most frequent are told apart.');
    const many = await read(300);
    expect(many.interactions.kinds).toBeUndefined();
    expect(many.notes).toContain('log.csv: more than 255 different words are no kinds of events, and are not kept.');
  });
});
