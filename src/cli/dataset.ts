import { openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatasetSummary, ImportPlan, InputFiles, Shaping } from '../engine/api.ts';
import { ImportError } from '../core/errors.ts';
import type { Call } from './command.ts';
import { assignRoles } from './column_roles.ts';
import type { Arguments, OptionTable } from './options.ts';
import { percent, whole } from './text.ts';
import { UsageError } from './usage_error.ts';

/** How files are read and shaped; the defaults keep every row. */
export const fileOptions: OptionTable = {
  column: {
    value: 'NAME=ROLE',
    multiple: true,
    help: 'what a column is: user, session, item, time, value, event, title, category, ignore',
  },
  'table-line': { value: 'N', help: 'the line where the table begins, in every file; looked for by default' },
  'accept-problems': { help: 'go on although more than 5 % of the rows were rejected' },
  'min-user': { value: 'N', help: 'drop users with fewer interactions' },
  'min-item': { value: 'N', help: 'drop items with fewer interactions' },
  'session-gap': { value: 'SECONDS', help: 'cut histories where more time passes; each piece is a user of its own' },
  last: { value: 'N', help: 'only the last N interactions of each user' },
  duplicates: { value: 'RULE', help: 'keep | drop-repeated-rows | collapse-consecutive' },
  ties: { value: 'RULE', help: 'order of events at one time: file-order | seeded-shuffle' },
};

/** A dataset from files or from a simulated world. */
export const datasetOptions: OptionTable = {
  world: { value: 'NAME', help: 'a simulated world instead of files; see lab worlds' },
  'world-seed': { value: 'N', help: 'seed of the simulated world (1)' },
  ...fileOptions,
};

export const datasetUsage = 'FILE… | --world NAME';

/** Opens what the arguments name. @throws UsageError, ImportError */
export async function openDataset(call: Call): Promise<DatasetSummary> {
  const { engine, arguments: given } = call;
  const world = given.text('world');
  if (world !== undefined) {
    if (given.files.length > 0) throw new UsageError(`give files or --world ${world}, not both`);
    return engine.simulate(world, given.whole('world-seed') ?? 1);
  }
  const files = await inputFiles(given.files);
  return openFiles(call, files, await planned(call, files));
}

/** Reads files as `plan` says. */
export async function openFiles(call: Call, files: InputFiles, plan: ImportPlan): Promise<DatasetSummary> {
  const { engine, arguments: given, progress } = call;
  const options = { plan, shaping: shapingOf(given), acceptProblems: given.flag('accept-problems') };
  const summary = await engine.open(files, options, ({ file, bytes, totalBytes, rows, rowsPerSecond }) =>
    progress.update(
      `reading ${file}: ${percent(totalBytes === 0 ? 1 : bytes / totalBytes)}, ${whole(rows)} rows, ${whole(Math.round(rowsPerSecond))} rows/s`,
    ),
  );
  progress.clear();
  return summary;
}

/** What the files are, with the roles of `--column`. */
export async function planned({ engine, arguments: given }: Call, files: InputFiles): Promise<ImportPlan> {
  const line = given.whole('table-line', 1);
  const formats = line === undefined ? [] : files.map(({ name }) => ({ file: name, skipLines: line - 1 }));
  return assignRoles(engine, await engine.sniff(files, formats), given.list('column'));
}

/** Files as blobs that are read piece by piece. @throws UsageError for none, ImportError for one that is not there */
export async function inputFiles(paths: readonly string[]): Promise<InputFiles> {
  if (paths.length === 0) throw new UsageError(`a file is missing, expected ${datasetUsage}`);
  return Promise.all(
    paths.map(async (path) => {
      if (statSync(path, { throwIfNoEntry: false })?.isFile() !== true) {
        throw new ImportError(`${path}: there is no such file; check the path`);
      }
      return { name: basename(path), blob: await openAsBlob(path) };
    }),
  );
}

function shapingOf(given: Arguments): Partial<Shaping> {
  const [minimumUser, minimumItem, sessionGap, lastN] = [
    given.whole('min-user', 1),
    given.whole('min-item', 1),
    given.whole('session-gap', 1),
    given.whole('last', 1),
  ];
  const duplicates = given.choice('duplicates', ['keep', 'drop-repeated-rows', 'collapse-consecutive']);
  const ties = given.choice('ties', ['file-order', 'seeded-shuffle']);
  const spelled = {
    keep: 'keep',
    'drop-repeated-rows': 'drop repeated rows',
    'collapse-consecutive': 'collapse consecutive',
  } as const;
  return {
    ...(minimumUser === undefined ? {} : { minimumUser }),
    ...(minimumItem === undefined ? {} : { minimumItem }),
    ...(sessionGap === undefined ? {} : { sessionGap }),
    ...(lastN === undefined ? {} : { lastN }),
    ...(duplicates === undefined ? {} : { duplicates: spelled[duplicates] }),
    ...(ties === undefined ? {} : { ties: ties === 'file-order' ? 'file order' : 'seeded shuffle' }),
  };
}

/** What a dataset holds, on one line, and on another how it comes divided where it does. */
export const datasetLine = ({ name, interactions, users, items, fingerprint, division }: DatasetSummary): string =>
  `${name}: ${whole(interactions)} interactions, ${whole(users)} users, ${whole(items)} items (fingerprint ${fingerprint.slice(0, 12)})${division === null ? '' : `\n${division}`}`;
