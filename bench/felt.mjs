/**
 * `npm run bench:page [-- PART… --against=COMMIT --rounds=N]`: what a visitor feels, measured in the built page in Chromium.
 * Parts: opening, editing a history, training, importing a file. With `--against` the page of an earlier commit is measured in
 * turn with the working tree's.
 */
import { launch } from '../e2e/launch.mjs';
import { serve } from '../scripts/serve.mjs';
import { editing } from './felt/editing.mjs';
import { importing } from './felt/importing.mjs';
import { opening } from './felt/opening.mjs';
import { optionsOf } from './felt/options.mjs';
import { conditions } from './felt/setting.mjs';
import { writeTable } from './felt/table.mjs';
import { training } from './felt/training.mjs';
import { install } from './install.mjs';
import { refusalsOf } from './turns/report.mjs';
import { resultText, writeResult } from './turns/result.mjs';
import { inTurn } from './turns/rounds.mjs';
import { build, temporaryFolder, versionsFor } from './turns/versions.mjs';

const PARTS = { opening, editing, training, importing };

try {
  await main(optionsOf(process.argv.slice(2), Object.keys(PARTS)));
} catch (error) {
  process.stderr.write(`bench:page: ${error.message}\n`);
  process.exitCode = 1;
}

async function main(options) {
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

/** Each is built once and served at a port of its own, so that neither sees what the other stored. */
async function servedVersions(folder, against) {
  const built = versionsFor(folder, against).map((version) => ({ ...version, folder: build(version, folder) }));
  return Promise.all(built.map(async (version) => ({ ...version, ...(await serve({ folder: version.folder })) })));
}

function tableFor(folder, { megabytes }) {
  install();
  return writeTable(folder, megabytes * 1e6);
}

/** Prints the table and writes it to bench/results where it is a comparison or has all parts. */
function report({ chosen, rounds }, versions, quantities, setting) {
  const command = 'npm run bench:page';
  const text = resultText({ title: 'What a visitor feels', command, setting, rounds, versions, quantities });
  console.log(text);
  if (refusalsOf(quantities).length > 0) process.exitCode = 1;
  const all = chosen.length === Object.keys(PARTS).length;
  if (versions.length > 1 || all) writeResult(text, ['page', ...(all ? [] : chosen)], setting, versions);
}
