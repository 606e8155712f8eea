import { expect, it } from 'vitest';
import { defaultShaping } from '../../../data/dataset.ts';
import { remedyOf } from './audit_actions.ts';

it('offers what helps with a warning until it is done', () => {
  const offered = (
    code: Parameters<typeof remedyOf>[0],
    shaping = {},
    split: Parameters<typeof remedyOf>[2] = 'leave-one-out',
    possible: Parameters<typeof remedyOf>[3] = ['leave-one-out', 'by time'],
  ) => remedyOf(code, { ...defaultShaping, ...shaping }, split, possible)?.change ?? null;
  expect(offered('consecutive repeats')).toEqual({ shaping: { duplicates: 'collapse consecutive' } });
  expect(offered('consecutive repeats', { duplicates: 'collapse consecutive' })).toBeNull();
  expect(offered('ties')).toEqual({ shaping: { duplicates: 'drop repeated rows' } });
  expect(offered('repeated rows')).toEqual({ shaping: { duplicates: 'drop repeated rows' } });
  expect(offered('rare items')).toEqual({ shaping: { minimumItem: 5 } });
  expect(offered('rare items', { minimumItem: 8 })).toBeNull();
  expect(offered('future in training')).toEqual({ split: 'by time' });
  expect(offered('future in training', {}, 'by time')).toBeNull();
  expect(offered('future in training', {}, 'leave-one-out', ['leave-one-out'])).toBeNull();
  expect(offered('few users')).toBeNull();
});
