import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { comparisonOf, refusalsOf, tableOf } from './report.mjs';

/** What was measured, as Markdown: the heading, the line below it, the table, and what was not measured and why. */
export function resultText({ title, command, setting, rounds, versions, quantities }) {
  const table = versions.length === 1 ? tableOf(quantities) : comparisonOf(quantities);
  const heading = `# ${title}\n\n${conditionsLine(command, setting, rounds, versions)}`;
  return `${[heading, table, ...refusalsOf(quantities)].join('\n\n')}\n`;
}

/** The line under a heading: command, conditions, commits, how it was measured. */
function conditionsLine(command, { adapter, browser, machine, date }, rounds, versions) {
  const line = [command, '--', ...process.argv.slice(2)].join(' ').replace(/ --$/, '');
  const named = versions.map(({ name, commit }) => `${name} is ${commit}`).join(', ');
  const counted = `${rounds} ${rounds === 1 ? 'round' : 'rounds'}`;
  const turns = versions.length === 1 ? counted : `${counted} in turn, in one browser`;
  return `\`${line}\`: ${browser}, ${adapter}, ${machine}, ${date}; ${named}; ${turns}.`;
}

/**
 * Writes to bench/results, named by what was measured (`words`), adapter, date and the commit it is compared with.
 *
 * @returns the name of the file
 */
export function writeResult(text, words, setting, versions) {
  const folder = join(import.meta.dirname, '..', 'results');
  const name = `${freeName(folder, words, setting, versions)}.md`;
  writeFileSync(join(folder, name), text);
  return name;
}

/** A name, without its ending, that no result in `folder` has: of two such on one day the second ends with -2. */
export function freeName(folder, words, { adapter, date }, [, old] = []) {
  const against = old === undefined ? [] : ['against', old.commit];
  const name = [...words, adapter.split(' ').at(-1), date, ...against]
    .join('-')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-');
  const taken = readdirSync(folder).map((file) => file.replace(/\.(md|json)$/, ''));
  let free = name;
  for (let run = 2; taken.includes(free); run++) free = `${name}-${run}`;
  return free;
}
