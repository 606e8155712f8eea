import { readFile } from './reading.mjs';
import { counted, LONG_TASK } from './tasks.mjs';

/**
 * The part `importing`: reads the table of four columns as CSV, then the same as Parquet.
 *
 * @param table  what `writeTable` wrote
 */
export async function importing(browser, address, { rows, csv, parquet }) {
  const asCsv = await readFile(browser, address, csv.path, rows);
  const asParquet = await readFile(browser, address, parquet.path, rows);
  return [
    ...ofCsv(asCsv, rows, csv.bytes),
    ...ofParquet(asParquet, rows, parquet.bytes),
    {
      what: 'Parquet over CSV, rows a second',
      ...measured([asParquet, asCsv], () => asCsv.seconds / asParquet.seconds),
      unit: '×',
      better: 'more',
      goal: 'at least 2',
    },
  ];
}

function ofCsv(run, rows, bytes) {
  const file = `CSV, ${(bytes / 1e6).toFixed(0)} MB, 4 columns`;
  const speed = measured([run], () => bytes / 1e6 / run.seconds);
  return [
    { what: `choosing ${file}${OVER}`, ...tasks(run, 'choosing') },
    { what: `reading ${file}`, ...speed, unit: 'MB/s', better: 'more', goal: 'at least 60' },
    ...ofAny(run, file, rows),
  ];
}

function ofParquet(run, rows, bytes) {
  const file = `Parquet, ${(bytes / 1e6).toFixed(0)} MB, the same table`;
  return [{ what: `choosing ${file}${OVER}`, ...tasks(run, 'choosing') }, ...ofAny(run, file, rows)];
}

const OVER = `: main-thread tasks over ${LONG_TASK} ms`;

function ofAny(run, file, rows) {
  const speed = measured([run], () => rows / 1e6 / run.seconds);
  return [
    { what: `reading ${file}: rows`, ...speed, unit: 'million/s', better: 'more' },
    { what: `reading ${file}${OVER}`, ...tasks(run, 'reading') },
    { what: `reading ${file}: most memory above idle`, ...memory(run), unit: 'MB', better: 'less' },
  ];
}

const tasks = (run, when) => (run.refused === undefined ? counted(run[when]) : { refused: run.refused });

/** One value where all the runs it needs were made. */
function measured(runs, value) {
  const refused = runs.map((run) => run.refused).find((reason) => reason !== undefined);
  return refused === undefined ? { values: [value()] } : { refused };
}

function memory(run) {
  if (run.refused !== undefined) return { refused: run.refused };
  return run.megabytes === null ? { refused: 'only Linux counts it' } : { values: [run.megabytes] };
}
