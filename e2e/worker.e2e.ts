import type { Browser, Page, Worker } from 'playwright';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { BEAT_SECONDS, SILENCE_SECONDS } from '../src/worker/contract.ts';
import { launch } from './launch.mjs';
import { connect, openWorld, visit } from './visit.ts';

let browser: Browser;
beforeAll(async () => {
  browser = await connect('plain');
});
afterAll(() => browser.close());

const workerOf = async (page: Page): Promise<Worker> => {
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  const [worker] = page.workers();
  if (worker === undefined) throw new Error('the page has no worker');
  return worker;
};

it('names what cannot be asked of the worker: a misspelt method, an argument that no message carries', async () => {
  const { page, leave } = await visit(browser);
  const refusals = await page.evaluate(async () => {
    const engine = window.nextup as unknown as Record<string, (...given: unknown[]) => Promise<unknown>>;
    const refusal = (answer: Promise<unknown>): Promise<string> => answer.then(String, String);
    return [
      await refusal(engine.simulat('sequels', 1)),
      await refusal(engine.evaluate({ dataset: () => 'd' })),
      await refusal(
        engine.conformance(
          'none',
          Object.freeze(() => undefined),
        ),
      ),
    ];
  });
  expect(refusals[0]).toContain('SettingsError: nextup: there is no "simulat"');
  expect(refusals[0]).toContain("did you mean 'simulate'?");
  expect(refusals[1]).toContain('SettingsError: evaluate: an argument cannot be sent to the engine');
  expect(refusals[2]).toMatch(/^(SettingsError|DeviceError): /); // what the engine says, not that a function is frozen
  await leave();
});

it('says so when the worker hangs, ends every call, and starts another one', async () => {
  const { page, leave } = await visit(browser);
  await page.clock.install(); // the page's clock is put forward instead of waited for
  await page.reload();
  const worker = await workerOf(page);
  const hang = await page.evaluateHandle(() => {
    const channel = new BroadcastChannel('hang');
    return {
      begun: new Promise((resolve) => {
        channel.onmessage = resolve;
      }),
    };
  });
  worker
    .evaluate(() => {
      new BroadcastChannel('hang').postMessage('begun');
      for (;;);
    })
    .catch(() => undefined); // ends with the worker
  const call = page.evaluate(
    ({ begun }) =>
      begun
        .then(() => window.nextup.worlds()) // no sooner: a worker that still turns would answer
        .then(
          () => 'answered',
          (error: unknown) => (error instanceof Error ? error.message : ''),
        ),
    hang,
  );
  await hang.evaluate(({ begun }) => begun);
  await page.clock.runFor((SILENCE_SECONDS + 2 * BEAT_SECONDS) * 1000);
  await page.getByRole('alert').getByText(`has not answered for ${SILENCE_SECONDS} s`).waitFor();
  expect(await call).toContain('has not answered');
  await openWorld(page, 'Sequels');
  await page.getByRole('heading', { name: 'First histories' }).waitFor();
  await leave();
});

it('shows what nobody waited for in the worker', async () => {
  const { page, leave } = await visit(browser);
  const worker = await workerOf(page);
  await worker.evaluate(() => {
    setTimeout(() => void Promise.reject(new Error('a promise went by')), 0);
  });
  await page.getByRole('alert').getByText('a promise went by').waitFor();
  await page.getByRole('button', { name: 'Dismiss' }).click();
  expect(await page.getByRole('alert').count()).toBe(0);
  await leave(['threw a promise went by']);
});

it('answers every question for the saved run, and reads files, while garbage is collected all the time', async () => {
  // Chromium never opens a file whose handle is collected meanwhile: findings/chromium-opfs-collected-handle.sh.
  const collecting = await launch({ gpu: false, exposeGc: true });
  const { page, leave } = await visit(collecting);
  const worker = await workerOf(page);
  await worker.evaluate(async () => {
    const folder = await (await navigator.storage.getDirectory()).getDirectoryHandle('nextup', { create: true });
    for (const name of ['run-a', 'run-b']) await folder.getFileHandle(name, { create: true });
  });
  const asked = (questions: number): Promise<number> =>
    page.evaluate(async (most) => {
      let count = 0;
      while (count < most && (await window.nextup.unfinished()) === null) count++;
      return count;
    }, questions);
  // V8 forgets a handle only in code that has run often: before the repair question 16 after these was not answered.
  await asked(1000);
  await worker.evaluate(() => {
    const { gc } = globalThis as unknown as { gc: () => void };
    setInterval(gc, 0);
  });
  expect(await asked(40)).toBe(40);
  // Nor does it answer a byob reader that is collected meanwhile, which it forgot within four files: findings/chromium-byob-collected-reader.sh.
  const sniffed = await page.evaluate(async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `u${i % 5},i${i % 7},${1_600_000_000 + i}`);
    const files = [new File([['user,item,time', ...rows].join('\n')], 'rows.csv')];
    let count = 0;
    while (count < 20 && (await window.nextup.sniff(files)).files.length === 1) count++;
    return count;
  });
  expect(sniffed).toBe(20);
  await leave();
  await collecting.close();
});
