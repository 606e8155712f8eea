import { describe, expect, it } from 'vitest';
import { atOnce } from '../core/pace.ts';
import { shapeDataset } from '../data/shape.ts';
import type { Interactions } from '../data/dataset.ts';
import { interactionsCsv, itemsCsv } from './tables.ts';

const rows: Interactions = {
  name: 'orders',
  users: ['ann', 'a "quoted", one', '=cmd()'],
  catalogue: { ids: ['i1', 'line\nbreak', 'ü'], titles: ['One', '', '-3'], categories: null },
  user: Uint32Array.of(0, 1, 0, 2),
  item: Uint32Array.of(1, 0, 2, 0),
  time: Float64Array.of(20, 5.5, 10, 7),
  kinds: { names: ['view', 'buy'], of: Uint8Array.of(2, 0, 1, 1) },
  values: Float64Array.of(4, NaN, 0.1, 1e-7),
};
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);

describe('the tables of a project', () => {
  it('have every history in its order, with what is known of each event', async () => {
    const dataset = await shapeDataset(rows);
    expect(text(atOnce(interactionsCsv(dataset)))).toBe(
      [
        'user,item,time,kind,value',
        'ann,ü,10,view,0.1',
        'ann,"line\nbreak",20,buy,4',
        '"a ""quoted"", one",i1,5.5,,',
        "'=cmd(),i1,7,view,1e-7",
        '',
      ].join('\r\n'),
    );
    expect(text(itemsCsv(dataset))).toBe('item,title\r\n"line\nbreak",\r\ni1,One\r\nü,\'-3\r\n');
  });

  it('are not made of ids that no file can hold', async () => {
    const torn = { ...rows, users: ['ann', '\ud800', 'x'] };
    const dataset = await shapeDataset(torn);
    expect(() => atOnce(interactionsCsv(dataset))).toThrow(
      'project: the id of user 2 of orders is no well-formed Unicode',
    );
  });
});
