import { describe, expect, it } from 'vitest';
import { columnPlan, filePlan } from '../../../testing/plans.ts';
import { columnIn, idleSession, isDays, slotsOf, WHO } from './match_slots.ts';

const orders = [columnPlan('InvoiceNo', 'session'), columnPlan('CustomerID', 'user'), columnPlan('SKU', 'item')];
const DAY = 86_400;
const when = (times: readonly (number | null)[]) =>
  columnPlan('day', 'time', { time: { kind: 'date', order: 'year first' }, sampleTimes: times });

describe('the cards of an import', () => {
  it('show as the user the column whose values become users, not the first of user and session', () => {
    const file = filePlan('orders.csv', orders);
    expect([columnIn(file, WHO), idleSession(file)]).toEqual([1, 0]);
    const sessions = filePlan('orders.csv', [orders[0], orders[2]]);
    expect([columnIn(sessions, WHO), idleSession(sessions)]).toEqual([0, -1]);
  });

  it('ask for a time of the day only beside a column of days', () => {
    const titles = (...columns: Parameters<typeof filePlan>[1]) =>
      slotsOf(filePlan('a.csv', [...orders, ...columns])).map(({ title }) => title);
    expect(titles(when([DAY, null, 3 * DAY]))).toContain('Time of day');
    expect(titles(when([DAY, 3 * DAY + 60]))).not.toContain('Time of day');
    expect(titles(columnPlan('clock', 'clock'))).toContain('Time of day');
    expect(isDays(when([null]))).toBe(false);
  });

  it('of a file of items are those that items have', () => {
    const items = filePlan('items.csv', [columnPlan('id', 'item')], { role: 'items' });
    expect(slotsOf(items).map(({ title }) => title)).toEqual(['Item', 'Title', 'Maker', 'Category']);
    expect(slotsOf({ ...items, role: 'ignored' })).toEqual([]);
  });
});
