/**
 * `npm run soak [-- --rounds=60 --epochs=2]`: run after run in one tab of the built page, as a restless visitor has them. Each
 * must begin, end tested, release the training lock and free its buffers, and memory must not grow without bound. Prints a
 * table; ends with 1, and with what was not answered, where a round goes wrong.
 */
import { parseArgs } from 'node:util';
import { launch } from '../e2e/launch.mjs';
import { growthFault, memoryOf } from './soak/memory.mjs';
import { arrive, round } from './soak/visitor.mjs';
import { buildPage, serve } from './start.mjs';

try {
  process.exitCode = (await main(optionsOf(process.argv.slice(2)))) ? 0 : 1;
} catch (error) {
  process.stderr.write(`soak: ${error.message}\n`);
  process.exitCode = 2;
}

function optionsOf(args) {
  const { values } = parseArgs({
    args,
    options: { rounds: { type: 'string', default: '60' }, epochs: { type: 'string', default: '2' } },
  });
  const whole = (name) => {
    const value = Number(values[name]);
    if (Number.isInteger(value) && value >= 1 && value <= 10_000) return value;
    throw new Error(`--${name} is ${values[name]}, expected a whole number from 1 to 10000`);
  };
  return { rounds: whole('rounds'), epochs: whole('epochs') };
}

/** Whether every round was right. */
async function main({ rounds, epochs }) {
  const { address, close } = await serve({ folder: process.env.NEXTUP_PAGE ?? (await buildPage()) });
  const browser = await launch({ exposeGc: true });
  try {
    const page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    const thrown = [];
    page.on('pageerror', ({ message }) => thrown.push(`the page threw: ${message}`));
    await page.goto(`${address}#/data`);
    const visitor = await arrive(page, epochs);
    const sizes = [];
    console.log('| round | s | views | lists | MB | faults |\n|--:|--:|--:|--:|--:|---|');
    for (let n = 1; n <= rounds; n++) {
      const { seconds, switched, asked, faults } = await round(visitor);
      sizes.push(await memoryOf(browser, visitor));
      const wrong = [...faults, ...thrown.splice(0)];
      const size = sizes.at(-1)?.toFixed(0) ?? '';
      console.log(`| ${n} | ${seconds.toFixed(1)} | ${switched} | ${asked} | ${size} | ${wrong.join('; ')} |`);
      if (wrong.length > 0) return false;
    }
    const growth = growthFault(sizes);
    console.log(['', ...growth, `${rounds} rounds${growth.length === 0 ? ', all right' : ''}`].join('\n'));
    return growth.length === 0;
  } finally {
    await browser.close();
    await close();
  }
}
