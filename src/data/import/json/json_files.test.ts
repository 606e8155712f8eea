/** Files of JSON from end to end. */
import { describe, expect, it } from 'vitest';
import { columnOf, withRole } from '../plan.ts';
import { readInteractions } from '../read.ts';
import { sniff } from '../sniff.ts';
import { file, triples } from '../testing.ts';
import type { ImportResult, JsonFormat, Role } from '../types.ts';

const events = Array.from({ length: 40 }, (_, i) => ({
  user: `u${i % 5}`,
  item: `i${(i * 7) % 11}`,
  ts: 1_570_000_000 + i,
}));
const EXPECTED = events.map(({ user, item, ts }) => [user, item, ts]);

async function formatOf(text: string): Promise<JsonFormat> {
  const [{ format }] = (await sniff([file('x.json', text)])).files;
  if (format?.kind !== 'json') throw new Error('no JSON');
  return format;
}

/** Reads a file with these roles and no others. */
async function importAs(text: string, roles: Readonly<Record<string, Role>>): Promise<ImportResult> {
  const files = [file('x.json', text)];
  let plan = await sniff(files);
  plan.files[0].columns.forEach(({ name }, i) => (plan = withRole(plan, 'x.json', i, roles[name] ?? 'ignore')));
  return readInteractions(files, plan, { acceptProblems: true });
}

const ROLES = { user: 'user', item: 'item', ts: 'time' } as const;

describe('a JSON file whose rows do not show in its first 256 KiB', () => {
  const many = Array.from({ length: 20_000 }, (_, i) => events[i % events.length]);

  it('is read by columns', async () => {
    const column = (of: (event: (typeof events)[number]) => unknown): object =>
      Object.fromEntries(many.map((e, i) => [i, of(e)]));
    const text = JSON.stringify({ user: column((e) => e.user), item: column((e) => e.item), ts: column((e) => e.ts) });
    const result = await importAs(text, ROLES);
    expect([result.rows, triples(result).slice(-40)]).toEqual([20_000, EXPECTED]);
  });

  it('is read where the longest list comes last', async () => {
    const items = Array.from({ length: 9000 }, (_, id) => ({ id, title: `A film that is called number ${id}` }));
    const { at } = await formatOf(JSON.stringify({ items, log: { events: many } }));
    expect(at).toEqual(['log', 'events']);
  });

  it('is read where the first session is longer', async () => {
    const sessions = ['a', 'b'].map((user) => ({ user, events: many.map(({ item, ts }) => ({ item, ts })) }));
    const result = await importAs(JSON.stringify(sessions), {
      user: 'user',
      'events.item': 'item',
      'events.ts': 'time',
    });
    expect([result.rows, result.interactions.users]).toEqual([40_000, ['a', 'b']]);
  });
});

it('warns where the index of a table of pandas may say who', async () => {
  const split = (index: unknown): string =>
    JSON.stringify({ columns: ['item', 'ts'], index, data: events.map((e) => [e.item, e.ts]) });
  const warnings = async (index: unknown): Promise<readonly string[]> =>
    (await sniff([file('x.json', split(index))])).files[0].warnings;
  expect(await warnings(events.map((_, i) => i))).toEqual([]);
  expect(await warnings(events.map(({ user }) => user))).toEqual([
    'The "index" beside the rows ("u0", …) is not read; if it says who or what, write it as a column: reset_index().',
  ]);
});

it('refuses literals that it cannot read, instead of cutting them at commas', async () => {
  const line = "{'user': <Person 1>, 'item': 'i1'}\n";
  await expect(sniff([file('x.txt', line + line)])).rejects.toThrow(/no list of objects/);
});

it('keeps who it was where an object names a person beside their list', async () => {
  const text = JSON.stringify({ userId: 'ann', plays: events.map(({ item, ts }) => ({ item, ts })) }, null, 1);
  const result = await importAs(text, { userId: 'user', 'plays.item': 'item', 'plays.ts': 'time' });
  expect([result.interactions.users, result.rows]).toEqual([['ann'], 40]);
});

it('takes the first of a long row into account and says what is left aside', async () => {
  const text = JSON.stringify({
    status: 'ok',
    users: events.slice(0, 30).map(({ user }) => ({ user, name: 'x' })),
    data: events,
  });
  const [{ warnings }] = (await sniff([file('x.json', text)])).files;
  expect(warnings).toEqual(['"data" was read (40 rows); "users" (30 rows) was not.']);
  const orders = [1, 2].map((order) =>
    JSON.stringify({
      order,
      email: `${order}@x.org`,
      lines: [{ sku: 'a' }, { sku: 'b' }, { sku: 'c' }],
      payments: [{ by: 1 }, { by: 2 }],
    }),
  );
  expect((await sniff([file('x.json', orders.join('\n'))])).files[0].warnings).toEqual([
    'A row holds several lists: each element of "lines" is read as a row, those of "payments" are not.',
  ]);
});

it('counts lists that are empty and those of which it read one element', async () => {
  const text = [
    '{"user":"a","tags":[{"t":1}],"events":[{"item":"i"},{"item":"j"}]}',
    '{"user":"b","tags":[],"events":[]}',
    ...Array.from({ length: 1000 }, () => '{"user":"c","events":[{"item":"i"}]}'),
    '{"user":"d","tags":[{"t":1},{"t":2}],"events":[{"item":"i"}]}',
  ].join('\n');
  const { notes, rows } = await importAs(text, { user: 'user', 'events.item': 'item' });
  expect(rows).toBe(1003);
  expect(notes.filter((note) => note.includes('list') || note.includes('empty'))).toEqual([
    'x.json: 1 times "events" is empty: there is no row of it.',
    'x.json: 1 lists hold more than one element: only the first was read.',
  ]);
});

describe('the watch history of YouTube', () => {
  const watched = (title: string, more: object): object => ({
    header: 'YouTube',
    title,
    ...more,
    products: ['YouTube'],
    activityControls: ['x'],
  });
  const video = (id: string, title: string, minute: number): object =>
    watched(title, {
      titleUrl: `https://www.youtube.com/watch?v=${id}`,
      subtitles: [{ name: `Channel ${id}`, url: 'https://www.youtube.com/channel/x' }],
      time: `2024-01-01T10:0${minute}:00.123Z`,
    });

  it.each([
    ['English', (title: string) => `Watched ${title}`],
    ['German', (title: string) => `„${title}“ angesehen`],
  ])('is read with the titles alone, in %s', async (_, phrase) => {
    const titles = ['The end', 'Ah', 'A b c', 'Songs', 'Songs'];
    const text = JSON.stringify(
      [
        ...titles.map((title, i) => video(`v${i}`, phrase(title), i)),
        watched('Removed', { time: '2024-01-01T10:08:00Z' }),
      ],
      null,
      2,
    );
    const result = await importAs(text, {
      titleUrl: 'item',
      title: 'title',
      'subtitles.name': 'category',
      time: 'time',
    });
    const { catalogue, user } = result.interactions;
    expect([catalogue.titles, user.length]).toEqual([titles, 5]);
    expect(catalogue.categories?.[1]).toBe('Channel v1');
    expect(result.problems.map(({ kind, rows }) => [kind, rows])).toEqual([['missing item', 1]]);
  });
});

describe('JSON without a table', () => {
  it.each([
    ['GeoJSON', { type: 'FeatureCollection', features: [{ type: 'Feature' }] }, /this is GeoJSON, a map/],
    ['a HAR file', { log: { version: '1.2', creator: {}, entries: [{}, {}] } }, /this is a HAR file/],
    ['a notebook', { cells: [{ cell_type: 'code' }], nbformat: 4 }, /this is a Jupyter notebook/],
    [
      'settings',
      { theme: 'dark', sizes: { a: 1, b: 2 }, recent: ['x'] },
      /no list of objects; it has the keys "theme", "sizes", "recent"/,
    ],
    ['numbers', [1, 2, 3], /no data rows: it is a list of single values/],
    ['an empty list', { data: [] }, /no list of objects; it has the key "data"/],
  ])('is refused by what it is: %s', async (_, value, message) => {
    await expect(sniff([file('x.json', JSON.stringify(value, null, 1))])).rejects.toThrow(message);
  });

  it('is refused where the columns have different rows', async () => {
    const text = '{"user":{"0":"a","1":"b"},"item":{"0":"x","2":"y"}}';
    await expect(importAs(text, { user: 'user', item: 'item' })).rejects.toThrow(
      /differ in row 2, so this is no table by columns/,
    );
  });
});

it('reads no CSV as JSON because it begins with a bracket', async () => {
  for (const text of [
    '[2020-01-01] ann,item\n[2020-01-02] bob,other\n',
    '[1; 2],5,8\n[2; 3],6,9\n',
    '{5f-1},a\n{5f-2},b\n',
  ]) {
    expect((await sniff([file('x.csv', text)])).files[0].format?.kind).toBe('delimited');
  }
});

it('shows lines that are no rows as they stand', async () => {
  const text = '["u1","i1",5]\n["u2"]\n{"a":1}\nsee above\n["u2","i2",6]\n["u3","i3",7]\n["u4","i4",8]\n';
  const plan = await sniff([file('x.jsonl', text)]);
  expect(columnOf(plan.files[0], 'item')).toBe(1);
  const { problems } = await readInteractions([file('x.jsonl', text)], plan, { acceptProblems: true });
  expect(problems.map(({ kind, examples }) => [kind, examples.map(({ row, value }) => [row, value])])).toEqual([
    ['wrong number of fields', [[2, 'u2']]],
    [
      'not a JSON object',
      [
        [3, '{"a":1}'],
        [4, 'see above'],
      ],
    ],
  ]);
});
