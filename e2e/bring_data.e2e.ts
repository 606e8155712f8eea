import type { Browser } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, drop, eventually, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const table = `user\titem\n${Array.from({ length: 30 }, (_, i) => `u${i % 4}\ti${i % 5}\n`).join('')}`;

it('takes a table pasted anywhere but in a field', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  const paste = (selector: string) =>
    page.evaluate(
      ([where, text]) => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', text);
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true });
        document.querySelector(where)?.dispatchEvent(event);
      },
      [selector, table] as const,
    );
  await page.getByText('Paste a table').click();
  await paste('textarea');
  expect(await page.getByRole('heading', { name: /^Import/ }).count()).toBe(0);
  await paste('main');
  await page.getByRole('heading', { name: 'Import pasted.tsv' }).waitFor();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('All 30 rows can be used.').waitFor();
  await leave();
});

it('fetches the address that is typed, and says of each that fails why and what to do', async () => {
  const { page, leave } = await visit(browser);
  const allow = { 'access-control-allow-origin': '*' };
  await page.context().route('https://data.example/**', (route) => {
    const { pathname } = new URL(route.request().url());
    if (pathname === '/orders.tsv') return route.fulfill({ body: table, headers: allow });
    if (pathname === '/gone.csv') return route.fulfill({ status: 404, body: 'no', headers: allow });
    if (pathname === '/page') return route.fulfill({ contentType: 'text/html', body: '<html>', headers: allow });
    return route.abort(); // what a page sees of a site that is down, and of one that does not let other pages read
  });
  await page.getByText('Open an address').click();
  const fetchIt = async (address: string): Promise<void> => {
    await page.getByLabel('Address of a table or a model on the web').fill(address);
    await page.getByRole('button', { name: 'Fetch it' }).click();
  };
  await fetchIt('https://data.example/gone.csv');
  await page.getByText(/data\.example answered 404.*there is no such file/).waitFor();
  await fetchIt('https://data.example/page');
  await page.getByText(/gives a web page, not a table/).waitFor();
  await fetchIt('https://data.example/private.csv');
  await page.getByText(/lacks the header Access-Control-Allow-Origin/).waitFor();
  await page.getByRole('link', { name: 'Open the address in a new tab' }).waitFor();
  await fetchIt('orders.csv');
  await page.getByText(/is no web address, expected one that begins with https/).waitFor();
  await fetchIt('https://data.example/orders.tsv');
  await page.getByRole('heading', { name: 'Import orders.tsv' }).waitFor();
  await page.getByText('Fetched from data.example.').waitFor();
  const asked = ['gone.csv', 'page', 'private.csv', 'orders.tsv'].map((name) => `asked https://data.example/${name}`);
  await leave(asked);
});

it('cannot ask another site from the page itself', async () => {
  const { page } = await visit(browser);
  const outcome = await page.evaluate(() => fetch('https://data.example/orders.csv').then(String, () => 'refused'));
  expect(outcome).toBe('refused');
  await eventually(() => page.evaluate(() => window.violations.join())).toContain('connect-src: https://data.example');
  await page.context().close();
});

it('joins titles from a second file, previews a shaping live, applies it and undoes it, and chooses what is tested', async () => {
  const { page, leave } = await visit(browser);
  const films = `movieId,title\n${Array.from({ length: 9 }, (_, i) => `${i},Film ${i}\n`).join('')}`;
  const ratings = `userId,movieId,timestamp\n${Array.from({ length: 300 }, (_, i) => `${i % 20},${(i * i) % 9},${1_600_000_000 + i * 5000}\n`).join('')}`;
  await drop(page, 'x.txt', 'nothing\n');
  await page.getByRole('button', { name: 'Close' }).click();
  await page.getByLabel('Choose files…').setInputFiles([
    { name: 'movies.csv', mimeType: 'text/csv', buffer: Buffer.from(films) },
    { name: 'ratings.csv', mimeType: 'text/csv', buffer: Buffer.from(ratings) },
  ]);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('All 300 rows can be used.').waitFor();
  await page.getByRole('button', { name: 'Use this data' }).click();
  await page.getByText(/items have a title \(100\s%\)/).waitFor();

  const last = page.getByLabel(/^Of each history/);
  await last.focus();
  for (let presses = 0; presses < 8; presses++) await page.keyboard.press('ArrowLeft');
  await page.getByText('Left out: 200 interactions.').waitFor();
  expect(await page.locator('.small-chart').count()).toBe(4);
  await page.getByRole('button', { name: 'Apply' }).click();
  const figures = page.locator('.figures').first();
  await eventually(() => figures.innerText()).toContain('100');
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(() => figures.innerText()).toContain('300');

  await page.getByLabel(/^Sessions/).focus();
  for (let presses = 0; presses < 3; presses++) await page.keyboard.press('ArrowLeft');
  await page.getByText('20 users made 300 sessions. Nothing is left out.').waitFor(); // each user comes once in 28 hours
  await page.getByRole('button', { name: 'Back to how it is' }).click();
  await page.getByText('240 interactions to train, 20 targets to validate and 20 to test, from').waitFor();
  await page.getByRole('radio', { name: 'By time' }).check();
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByText('All settings').click();
  expect(await page.getByLabel('What is tested').inputValue()).toBe('by time');
  await leave();
});

it('takes one person’s history as a service exports it, and cuts it into sessions', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  const evening = (day: number, song: number) => ({
    ...{ endTime: `2024-01-${String(day).padStart(2, '0')} 20:0${song}`, artistName: 'A', msPlayed: 1000 * song },
    trackName: `Song ${song === 0 ? day % 3 : song}`,
  });
  const plays = Array.from({ length: 20 }, (_, day) => [0, 5, 6, 7].map((song) => evening(day + 1, song))).flat();
  await drop(page, 'StreamingHistory_music_0.json', JSON.stringify(plays, null, 2));
  await page.getByText('All of it is one person’s history').waitFor();
  expect(await page.getByRole('group', { name: 'Which column names the user?' }).count()).toBe(0); // known by its columns
  const chosen = (of: string) => page.getByLabel(`Column of the ${of}`).locator('option:checked').innerText();
  expect([await chosen('item'), await chosen('maker')]).toEqual(['trackName', 'artistName']);
  await page.getByRole('button', { name: 'Read the file' }).click();
  await eventually(() => page.getByRole('slider', { name: 'Sessions' }).getAttribute('aria-valuetext')).toBe(
    'cut after 30 minutes',
  );
  await page.getByRole('button', { name: 'Use this data' }).click();
  await page.getByText('session · 1', { exact: true }).waitFor();
  await leave();
});

it('reads files of one table as one, with what is left aside, and trains nothing else while they wait', async () => {
  const { page, leave } = await visit(browser);
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  const month = (name: string, from: number) => {
    const rows = Array.from(
      { length: 90 },
      (_, i) => `u${i % 9},i${(i * 7) % 13},${1_700_000_000 + 977 * (from + i)}\n`,
    );
    return { name, mimeType: 'text/csv', buffer: Buffer.from(`user,item,time\n${rows.join('')}`) };
  };
  const letter = { name: 'letter.txt', mimeType: 'text/plain', buffer: Buffer.from('Dear shop\nmore books please\n') };
  await page.getByLabel('Choose files…').setInputFiles([month('may.csv', 0), month('june.csv', 90), letter]);
  const table = page.getByRole('region', { name: '2 files, one table' });
  await table.waitFor();
  await page
    .getByRole('region', { name: 'Not used' })
    .getByText(/it has one column/)
    .waitFor();

  await page.getByRole('link', { name: 'Train' }).click();
  expect(await page.getByRole('button', { name: 'Train', exact: true }).count()).toBe(0);
  await page.getByRole('button', { name: 'Train on “bookshop”' }).waitFor();
  await page.getByRole('button', { name: 'Finish the import first' }).click();

  await table.getByLabel('Use june.csv as').selectOption('not used');
  await page.getByRole('region', { name: 'may.csv', exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await table.waitFor();
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('All 180 rows can be used.').waitFor();
  await page.getByText('180 interactions, 9 users, 13 items', { exact: true }).waitFor();
  await page.locator('summary', { hasText: 'Rows by file' }).click();
  expect(await page.getByRole('table', { name: 'Rows by file' }).innerText()).toMatch(/june\.csv\s+who did what\s+90/);
  await leave();
});

it('shows the column whose values become users, and joins ids that are written in two ways', async () => {
  const { page, leave } = await visit(browser);
  const row = (i: number): string =>
    `5${36_000 + Math.floor(i / 3)},SKU${(i * 7) % 40},${17_000 + (Math.floor(i / 9) % 12)}${i % 50 === 0 ? '.0' : ''}\n`;
  await drop(
    page,
    'orders.csv',
    `InvoiceNo,StockCode,CustomerID\n${Array.from({ length: 400 }, (_, i) => row(i)).join('')}`,
  );
  const user = page.getByLabel('Column of the user');
  const chosen = (): Promise<string> => user.locator('option:checked').innerText();
  await user.waitFor();
  expect(await chosen()).toBe('CustomerID');
  await page.getByRole('button', { name: 'Use the orders in “InvoiceNo” instead of users' }).click();
  await eventually(chosen).toBe('InvoiceNo');
  await page.getByText('400 rows, 134 users, 40 items').waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await eventually(chosen).toBe('CustomerID');
  await page.getByRole('button', { name: 'Read the file' }).click();
  await page.getByText('All 400 rows can be used.').waitFor();
  await page.getByRole('button', { name: 'Join them and read again' }).click();
  await page.getByText('400 interactions, 12 users, 40 items', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Keep them apart and read again' }).waitFor();
  await leave();
});
