import { SettingsError } from '../core/errors.ts';
import { checked } from '../core/schema.ts';
import { contestResults, type ContestRun } from './results.ts';
import { tableOf, type ContestTable } from './table.ts';

const PATH = 'bench/results/worlds/table.json';
const files = import.meta.glob<unknown>('../../bench/results/worlds/table.json', { eager: true, import: 'default' });

/**
 * The table of the runs that are recorded, or of those of another such file.
 *
 * @param json  its text; an empty one holds no runs
 * @throws SettingsError where a file holds no results
 */
export const contestTable = (json?: string): ContestTable => tableOf(json === undefined ? recorded() : runsIn(json));

function recorded(): readonly ContestRun[] {
  const file = files[`../../${PATH}`];
  return file === undefined ? [] : checked(contestResults, file, PATH).runs;
}

function runsIn(json: string): readonly ContestRun[] {
  if (json.trim() === '') return [];
  let file: unknown;
  try {
    file = JSON.parse(json);
  } catch {
    throw new SettingsError('contest: the results are no JSON; give the text of a file as bench/results/worlds has it');
  }
  return checked(contestResults, file, 'contest', 'results').runs;
}
