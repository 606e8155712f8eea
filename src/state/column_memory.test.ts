import { expect, it } from 'vitest';
import type { ImportPlan, Role } from '../worker/contract.ts';
import { remember, remembered, type Memory } from './column_memory.ts';

function memoryOf(text: string | null = null): Memory & { text: () => string | null } {
  let kept = text;
  return { recall: () => kept, keep: (next) => (kept = next), text: () => kept };
}

/** A plan of one file; roles with an exclamation mark are the user's. */
function planOf(columns: Readonly<Record<string, string>>, header = true): ImportPlan {
  const columnsOf = Object.entries(columns).map(([name, given]) => {
    const role = given.replace('!', '') as Role;
    return {
      name,
      role,
      confidence: given.endsWith('!') ? 1 : 0.9,
      samples: [],
      why: '',
      time: null,
      sampleTimes: [],
      clock: null,
      numbers: null,
      doubt: null,
      list: null,
    };
  });
  const cut = { kind: 'delimited', encoding: 'utf-8', delimiter: ',', quotes: true } as const;
  const format = { ...cut, header, decimal: '.', skipLines: 0, lines: 'rows' } as const;
  const file = {
    name: 'a.csv',
    bytes: 9,
    role: 'interactions',
    why: '',
    format,
    opening: [],
    warnings: [],
    part: null,
  } as const;
  return {
    files: [{ ...file, columns: columnsOf }],
    questions: [],
    keep: { minimumValue: null, events: null },
    join: { user: [], item: [] },
    blankItems: 'left out',
  };
}

it('a file with the same columns is corrected as the last one was', () => {
  const memory = memoryOf();
  remember(memory, planOf({ kunde: 'user', artikel: 'ignore!', gruppe: 'item!' }));
  expect(remembered(memory, planOf({ kunde: 'user', artikel: 'item', gruppe: 'ignore' }))).toEqual([
    { file: 'a.csv', column: 2, role: 'item' },
    { file: 'a.csv', column: 1, role: 'ignore' },
  ]);
  expect(remembered(memory, planOf({ kunde: 'user', artikel: 'ignore', gruppe: 'item' }))).toEqual([]);
  expect(remembered(memory, planOf({ kunde: 'user', artikel: 'item' }))).toEqual([]);
});

it('only what the user chose is remembered, and nothing of a file without names', () => {
  const memory = memoryOf();
  remember(memory, planOf({ a: 'user', b: 'item' }));
  remember(memory, planOf({ a: 'user!', b: 'item!' }, false));
  expect(memory.text()).toBeNull();
});

it.each(['', 'no JSON', '[]', '{"[]":{"a":"owner"}}', '{"[\\"a\\"]":7}'])('%j means nothing', (text) => {
  expect(remembered(memoryOf(text), planOf({ a: 'user' }))).toEqual([]);
});

it('the oldest files are forgotten', () => {
  const memory = memoryOf();
  for (let i = 0; i < 60; i++) remember(memory, planOf({ [`column ${i}`]: 'item!' }));
  const known = (i: number): number => remembered(memory, planOf({ [`column ${i}`]: 'user' })).length;
  expect([known(0), known(9), known(10), known(59)]).toEqual([0, 0, 1, 1]);
});
