import { buffer } from 'node:stream/consumers';
import { chromium, type Browser, type BrowserContext, type Download, type Page } from 'playwright';
import { expect, inject } from 'vitest';
import type { Engine } from '../src/engine/api.ts';

declare global {
  interface Window {
    /** The facade, as src/main.tsx offers it. */
    nextup: Engine;
    violations: string[];
  }
}

export interface Visit {
  readonly page: Page;
  /** Closes the page. Fails if it asked another origin, broke its Content-Security-Policy or threw, but for what it may. */
  readonly leave: (allowed?: readonly string[]) => Promise<void>;
}

interface VisitOptions {
  /** The part of the address after "#/". */
  readonly view?: string;
  readonly colorScheme?: 'light' | 'dark';
  readonly width?: number;
  /** What is done to the profile before its first page. */
  readonly prepare?: (context: BrowserContext) => Promise<void>;
}

/**
 * The browser that all journeys share, with an adapter or without. Each visit has a profile of its own; what a file leaves
 * open ends when it closes its connection.
 */
export async function connect(kind: 'gpu' | 'plain'): Promise<Browser> {
  const endpoint = inject('browsers')[kind];
  if (endpoint === null) throw new Error('connect: this project has no adapter; name the file .gpu.e2e.ts');
  return chromium.connect(endpoint);
}

/** A new profile on the built page, watched for what it must never do. */
export async function visit(browser: Browser, options: VisitOptions = {}): Promise<Visit> {
  const { view = 'data', colorScheme = 'light', width = 1280, prepare } = options;
  const viewport = { width, height: 900 };
  const context = await browser.newContext({ colorScheme, viewport, reducedMotion: 'reduce' });
  await prepare?.(context);
  return open(context, view, () => context.close());
}

/** The built page in a new tab, in front, of a browser from `launchWithTabs`; watched likewise. */
export const visitInTab = (browser: Browser): Promise<Visit> =>
  open(browser.contexts()[0], 'data', (page) => page.close());

async function open(context: BrowserContext, view: string, close: (page: Page) => Promise<void>): Promise<Visit> {
  const address = inject('address');
  context.setDefaultTimeout(PATIENCE.timeout);
  const page = await context.newPage();
  const faults: string[] = [];
  context.on('request', (request) => {
    const url = request.url();
    if (!url.startsWith(address) && !url.startsWith('blob:')) faults.push(`asked ${url}`);
  });
  page.on('pageerror', (error) => faults.push(`threw ${error.message}`));
  page.on('console', (message) => {
    if (/Content.Security.Policy|TrustedScript|Trusted Type/i.test(message.text())) faults.push(message.text());
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      window.violations.push(`${violatedDirective}: ${blockedURI} ${sample}`);
    });
  });
  await page.goto(`${address}#/${view}`);
  return {
    page,
    async leave(allowed = []) {
      const violations = await page.evaluate(() => window.violations);
      await close(page);
      expect([...faults, ...violations]).toEqual(allowed);
    },
  };
}

/** How long anything is waited for: only for ever is too long, on a machine that is busy with other things. */
export const PATIENCE = { timeout: 240_000 };

/** Asks again until the answer fits. */
export const eventually = <T>(answer: () => Promise<T>) => expect.poll(answer, PATIENCE);

/** The name of the list that a model made, not a baseline. */
export const byModel = /^Recommended by (The shipped model|Run \d|From a )/;

/** Opens a simulated world by its card. */
export async function openWorld(page: Page, title: string): Promise<void> {
  await page.getByRole('link', { name: 'Data' }).click();
  const card = page.getByRole('button', { name: title });
  await card.click();
  await eventually(() => card.getAttribute('aria-pressed')).toBe('true');
}

/** Chooses a preset of a model in Model, which is on screen. */
export async function choosePreset(page: Page, model: string, preset: string): Promise<void> {
  const title = page.getByText(model, { exact: true });
  const presets = page.getByRole('group').filter({ has: title });
  await presets.locator(title).click();
  await presets.getByRole('button', { name: new RegExp(`^${preset} `) }).click();
}

/** Sets the smallest model that still learns something. */
export async function chooseTiny(page: Page, epochs: number): Promise<void> {
  await page.getByRole('link', { name: 'Train' }).click();
  await page.getByLabel('Preset').selectOption('tiny');
  await page.getByLabel('epochs').fill(String(epochs));
  await page.getByLabel('learning rate').fill('0.005');
}

/** Presses ▶ and waits for the verdict. */
export async function train(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await page.getByRole('heading', { name: 'The verdict' }).waitFor();
}

/** Presses ▶, pauses once the run is `underWay`, takes it up after a reload and waits for the verdict. */
export async function trainAcrossReload(page: Page, underWay = () => Promise.resolve()): Promise<void> {
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await underWay();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();
  await page.reload();
  await page.getByRole('region', { name: 'Unfinished run' }).getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('heading', { name: 'The verdict' }).waitFor();
  expect(await page.getByRole('alert').count()).toBe(0);
}

/** A number in the table of the verdict. */
export async function tested(page: Page, name: string, metric: 'HR@10' | 'NDCG@10'): Promise<number> {
  const table = page.getByRole('table', { name: 'Test metrics of the model and every baseline' });
  const column = (await table.locator('thead th').allInnerTexts()).indexOf(metric);
  const row = table.getByRole('row', { name });
  return Number(await row.locator('th, td').nth(column).innerText());
}

/** The bytes of a file that the page saves. */
export const contentOf = async (download: Promise<Download>): Promise<Buffer> =>
  buffer(await (await download).createReadStream());

/** A file to drop. */
interface Dropped {
  readonly name: string;
  readonly content: string | Uint8Array;
}

/** Drops a file on the window. */
export const drop = (page: Page, name: string, content: string | Uint8Array): Promise<void> =>
  dropFiles(page, [{ name, content }]);

/** Drops several files on the window at once. */
export async function dropFiles(page: Page, files: readonly Dropped[]): Promise<void> {
  const packed = files.map(({ name, content }) => [name, Buffer.from(content).toString('base64')] as const);
  const transfer = await page.evaluateHandle((each) => {
    const made = new DataTransfer();
    for (const [name, base64] of each) {
      made.items.add(new File([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))], name));
    }
    return made;
  }, packed);
  await page.dispatchEvent('body', 'drop', { dataTransfer: transfer });
}

/** From matched columns to the open dataset: reads the file, and uses what was read. */
export async function readAndUse(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Read the file' }).click();
  const use = page.getByRole('button', { name: 'Use this data' });
  await use.click();
  await use.waitFor({ state: 'detached' });
}

/** Opens a model file in Try, once the page shows its own model, and starts with an empty history. */
export async function openModel(page: Page, file: Uint8Array): Promise<void> {
  await page.getByRole('heading', { name: 'What would this reader take next?' }).waitFor();
  await page
    .getByLabel('Open a model file…')
    .setInputFiles({ name: 'm.safetensors', mimeType: 'application/octet-stream', buffer: Buffer.from(file) });
  await page.getByText('from a file, author unknown').waitFor();
  await page.getByRole('button', { name: 'Empty', exact: true }).click();
}

/** Adds items to the history from a list of their titles or ids. */
export async function paste(page: Page, lines: readonly string[]): Promise<void> {
  await page.getByText('Paste a list').click();
  await page.getByLabel('Titles or ids, one a line').fill(lines.join('\n'));
  await page.getByRole('button', { name: 'Add them' }).click();
}

/** The link on the clipboard after the button of the share dialog was pressed. */
export async function copyLink(page: Page): Promise<string> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.getByRole('button', { name: 'Copy the link' }).click();
  await page.getByText('Copied.').waitFor();
  return page.evaluate(() => navigator.clipboard.readText());
}

/** The part of a link that a page reads. */
export const hashOf = (link: string): string => link.slice(link.indexOf('#'));
