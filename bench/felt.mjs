/**
 * `npm run bench:page [-- PART… --against=COMMIT --rounds=N]`: what a visitor feels, measured in the built page in Chromium.
 * Parts: opening, editing a history, training, importing a file. With `--against` the page of an earlier commit is measured in
 * turn with the working tree's.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { launch } from '../e2e/launch.mjs';
import { serve } from '../scripts/serve.mjs';
import { editing } from './felt/editing.mjs';
import { importing } from './felt/importing.mjs';
import { opening } from './felt/opening.mjs';
import { optionsOf } from './felt/options.mjs';
import { comparisonOf, refusalsOf, tableOf } from './felt/report.mjs';
import { inTurn } from './felt/rounds.mjs';
import { conditions, headingOf, resultName } from './felt/setting.mjs';
import { writeTable } from './felt/table.mjs';
import { training } from './felt/training.mjs';
import { buildNew, buildOld, commitOf, removeWorktree } from './felt/versions.mjs';
import { install } from './install.mjs';

const PARTS = { opening, editing, training, importing };

try {
  await main(optionsOf(process.argv.slice(2), Object.keys(PARTS)));
} catch (error) {
  process.stderr.write(`bench:page: ${error.message}\n`);
  process.exitCode = 1;
}

async function main(options) {
  if (options.against !== undefined) commitOf(options.against);
  const folder = temporaryFolder();
  const versions = await servedVersions(folder, options.against);
  const table = options.chosen.includes('importing') ? await tableFor(folder, options) : undefined;
  const browser = await launch();
  try {
    const quantities = [];
    for (const part of options.chosen) {
      const measure = ({ name, commit, address }, round) => {
        process.stderr.write(`${part}, round ${round + 1} of ${options.rounds}: ${name}, ${commit}\n`);
        return PARTS[part](browser, address, table);
      };
      quantities.push(...(await inTurn(versions, options.rounds, measure)));
    }
    report(options, versions, quantities, await conditions(browser, versions[0].address));
  } finally {
    await browser.close();
    await Promise.all(versions.map(({ close }) => close()));
  }
}

/** Removed when the process ends, in whatever way it can notice. */
function temporaryFolder() {
  const folder = mkdtempSync(join(tmpdir(), 'nextup-bench-'));
  process.on('exit', () => {
    removeWorktree(folder);
    rmSync(folder, { recursive: true, force: true });
  });
  for (const [signal, code] of Object.entries({ SIGINT: 130, SIGTERM: 143, SIGHUP: 129 })) {
    process.on(signal, () => process.exit(code));
  }
  return folder;
}

/** Each is built once and served at a port of its own, so that neither sees what the other stored. */
async function servedVersions(folder, against) {
  const versions = [buildNew(folder), ...(against === undefined ? [] : [buildOld(folder, against)])];
  return Promise.all(versions.map(async (version) => ({ ...version, ...(await serve({ folder: version.built })) })));
}

function tableFor(folder, { megabytes }) {
  install();
  return writeTable(folder, megabytes * 1e6);
}

/** Prints the table and writes it to bench/results where it is a comparison or has all parts. */
function report(options, versions, quantities, setting) {
  const table = versions.length === 1 ? tableOf(quantities) : comparisonOf(quantities);
  const refusals = refusalsOf(quantities);
  const text = [headingOf(setting, options, versions), table, ...refusals].join('\n\n');
  console.log(text);
  if (refusals.length > 0) process.exitCode = 1;
  if (versions.length === 1 && options.chosen.length < Object.keys(PARTS).length) return;
  const name = resultName(setting, options, versions, Object.keys(PARTS).length);
  writeFileSync(join(import.meta.dirname, 'results', name), `${text}\n`);
}
