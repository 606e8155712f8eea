import { cpus } from 'node:os';
import { newPage } from './page.mjs';

/** What a result depends on beside the versions. */
export async function conditions(browser, address) {
  const page = await newPage(browser, address);
  const { vendor, architecture } = await page.evaluate(async () => {
    const adapter = await navigator.gpu.requestAdapter();
    const { vendor, architecture } = adapter?.info ?? { vendor: 'no', architecture: 'adapter' };
    return { vendor, architecture };
  });
  await page.context().close();
  return {
    adapter: `${vendor} ${architecture}`,
    browser: `Chromium ${browser.version()}`,
    machine: `${cpus().length} × ${cpus()[0]?.model.trim() ?? 'a processor without a name'}`,
    date: new Date().toISOString().slice(0, 10),
  };
}

/** The lines above the table: command, conditions, commits, how it was measured. */
export function headingOf({ adapter, browser, machine, date }, options, versions) {
  const command = ['npm run bench:page', '--', ...process.argv.slice(2)].join(' ').replace(/ --$/, '');
  const named = versions.map(({ name, commit }) => `${name} is ${commit}`).join(', ');
  const rounds = `${options.rounds} ${options.rounds === 1 ? 'round' : 'rounds'}`;
  const turns = versions.length === 1 ? rounds : `${rounds} in turn, in one browser`;
  return `# What a visitor feels\n\n\`${command}\`: ${browser}, ${adapter}, ${machine}, ${date}; ${named}; ${turns}.`;
}

/** Named by what was measured, adapter and date. */
export function resultName({ adapter, date }, { chosen }, versions, allParts) {
  const parts = chosen.length === allParts ? [] : chosen;
  const [, old] = versions;
  const against = old === undefined ? [] : ['against', old.commit];
  return ['page', ...parts, adapter.split(' ').at(-1), date, ...against].join('-') + '.md';
}
