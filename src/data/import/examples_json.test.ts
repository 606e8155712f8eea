/** Example files of JSON, with the columns in the roles that are written beside them. */
import { openAsBlob, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { withRole } from './plan.ts';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import { triples } from './testing.ts';
import type { Role } from './types.ts';

const FOLDER = join(import.meta.dirname, 'examples');

interface Expected {
  readonly interactions: number;
  readonly users: number;
  readonly items: number;
  readonly columns: Readonly<Record<string, Role>>;
  readonly histories?: Readonly<Record<string, readonly string[]>>;
}

const examples = readdirSync(FOLDER).filter((name) => name.startsWith('json-'));

it.each(examples)('%s is read as it should be', async (name) => {
  const folder = join(FOLDER, name);
  const [path] = readdirSync(folder).filter((each) => each !== 'expected.json');
  const expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8')) as Expected;
  const files = [{ name: path, blob: await openAsBlob(join(folder, path)) }];
  let plan = await sniff(files);
  const names = plan.files[0].columns.map((column) => column.name);
  for (const column of Object.keys(expected.columns)) expect(names).toContain(column);
  names.forEach((column, i) => (plan = withRole(plan, path, i, expected.columns[column] ?? 'ignore')));
  const lists = plan.files[0].columns.some(({ role, samples }) => role === 'item' && samples[0].startsWith('['));
  if (lists) return; // the list in the column is not unfolded here
  const result = await readInteractions(files, plan);
  const { users, catalogue, user } = result.interactions;
  expect([user.length, users.length, catalogue.ids.length]).toEqual([
    expected.interactions,
    expected.users,
    expected.items,
  ]);
  for (const [who, items] of Object.entries(expected.histories ?? {})) {
    expect(triples(result).flatMap(([id, item]) => (id === who ? [item] : []))).toEqual(items);
  }
});
