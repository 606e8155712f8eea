/** Files that people can ask services for: which column each is matched to, by the headers the services write. */
import { describe, expect, it } from 'vitest';
import { missing } from './plan.ts';
import { readInteractions } from './read.ts';
import { sniff } from './sniff.ts';
import { file } from './testing.ts';

async function roles(name: string, text: string) {
  const plan = await sniff([file(name, text)]);
  const [{ columns }] = plan.files;
  const matched = columns.filter(({ role }) => role !== 'ignore').map((column) => [column.role, column.name] as const);
  return { plan, matched: Object.fromEntries(matched), lacks: missing(plan) };
}

describe('one person’s history', () => {
  it.each([
    ['NetflixViewingHistory.csv', 'Title,Date\n"Show: Season 1: Pilot","1/31/24"\nA film,2/1/24\n', 'Title', 'Date'],
    [
      'diary.csv',
      'Date,Name,Year,Letterboxd URI,Rating,Rewatch,Tags,Watched Date\n2024-01-01,Film 1,1999,https://boxd.it/1,4,,,2024-01-01\n2024-01-02,Film 2,2001,https://boxd.it/2,3.5,,,2024-01-02\n',
      'Name',
      'Date',
    ],
    [
      'goodreads_library_export.csv',
      'Book Id,Title,Author,Author l-f,My Rating,Date Read,Date Added,Bookshelves\n1,Book 1,Ann Bee,"Bee, Ann",4,2024/01/02,2023/12/02,\n2,Book 2,Cid Dee,"Dee, Cid",5,2024/02/02,2023/12/03,\n',
      'Book Id',
      'Date Read',
    ],
    [
      'StreamingHistory_music_0.json',
      JSON.stringify(
        ['Song 1', 'Song 2'].map((trackName, i) => ({
          ...{ endTime: `2024-01-0${i + 1} 10:00`, artistName: 'A', trackName, msPlayed: 1000 },
        })),
        null,
        2,
      ),
      'trackName',
      'endTime',
    ],
    [
      'lastfm.csv',
      'artist,album,track,date\nA,B,Song 1,01 Mar 2024 20:00\nA,B,Song 2,01 Mar 2024 20:04\n',
      'track',
      'date',
    ],
  ])('is found in %s, which names nobody', async (name, text, item, time) => {
    const { matched, lacks, plan } = await roles(name, text);
    expect(matched).toMatchObject({ item, time });
    expect([matched.user, matched.session, lacks]).toEqual([undefined, undefined, []]);
    const { answers, guess } = plan.questions.find(({ sentence }) => sentence.includes('the user')) ?? {
      answers: [{ label: 'none: not even asked' }],
      guess: 0,
    };
    expect(answers[guess].label).toMatch(/^none: /);
    const { interactions, notes } = await readInteractions([file(name, text)], plan);
    expect(interactions.users).toEqual(['session']);
    expect(notes.join(' ')).toContain('no column says who');
  });

  it('gives way to a column that the person names', async () => {
    const { plan, lacks } = await roles('x.csv', 'seen by,title,date\nann,A,2024-01-01\nbob,B,2024-01-02\n');
    expect(lacks).toEqual([]);
    const [question] = plan.questions;
    expect(question.answers.map(({ label }) => label)).toEqual([
      'none: it is one person’s history',
      'column 1, "seen by" (ann, bob)',
    ]);
  });

  it('needs times to be cut by', async () => {
    const { lacks } = await roles('x.csv', 'title,position\nA,1\nB,2\n');
    expect(lacks.join()).toMatch(/one person’s history, the column of its times/);
  });
});

it('takes the e-mail, the product and the first of the times of a shop’s orders', async () => {
  const header =
    'Name,Email,Financial Status,Paid at,Created at,Lineitem quantity,Lineitem name,Lineitem sku,Billing Name';
  const orders = [
    '#1001,ann@example.com,paid,2024-01-01 10:00:00 +0100,2024-01-01 10:00:00 +0100,1,Cup,SKU-1,Ann',
    '#1001,ann@example.com,,,2024-01-01 10:00:00 +0100,2,Plate,SKU-2,',
    '#1002,bob@example.com,,,2024-01-02 10:00:00 +0100,1,Cup,SKU-1,Bob',
  ];
  const { matched } = await roles('orders_export_1.csv', [header, ...orders, ''].join('\n'));
  expect(matched).toMatchObject({ user: 'Email', item: 'Lineitem sku', title: 'Lineitem name', time: 'Created at' });
});

it('takes no header from a first row that holds a date', async () => {
  const rows = [
    'Artist 9,Song 1,02 Mar 2024 20:00',
    'Artist 2,Song 2,03 Mar 2024 20:00',
    'Artist 9,Song 3,04 Mar 2024 20:00',
  ];
  const plan = await sniff([file('scrobbles.csv', `${rows.join('\n')}\n`)]);
  expect(plan.files[0].columns.map(({ name }) => name)).toEqual(['column 1', 'column 2', 'column 3']);
});
