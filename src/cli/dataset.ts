import { counted } from '../core/counted.ts';
import { openAsBlob, statSync } from 'node:fs';
import { basename } from 'node:path';
import type { DatasetSummary, Engine, FormatChoice, ImportPlan, InputFiles, Shaping } from '../engine/api.ts';
import { ImportError } from '../core/errors.ts';
import { answered, answerOptions, openQuestions, type Answered, type Numbered } from './answers.ts';
import type { Call } from './command.ts';
import { corrected, correctionOptions } from './corrections.ts';
import { formatOf, formatOptions } from './format_options.ts';
import type { Arguments, OptionTable } from './options.ts';
import { planText, questionsJson, questionsText } from './plan_text.ts';
import { cautions } from './reading_text.ts';
import { shellLine } from './shell.ts';
import { Stopped } from './stopped.ts';
import { percent, whole } from './text.ts';
import { UsageError } from './usage_error.ts';

/** How files are read. */
const readingOptions: OptionTable = {
  ...correctionOptions,
  ...formatOptions,
  ...answerOptions,
  'accept-problems': { help: 'go on although more than 5 % of the rows were rejected' },
};

/** How files are read and shaped; the defaults keep every row. */
export const fileOptions: OptionTable = {
  ...readingOptions,
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

/** A dataset, and what a person must know of it before its numbers: the columns in use, its size, what is in doubt. */
export interface DatasetInHand {
  readonly summary: DatasetSummary;
  readonly text: string;
}

/** Opens what the arguments name. @throws UsageError, ImportError, Stopped as `openFiles` */
export async function openDataset(call: Call): Promise<DatasetInHand> {
  const { arguments: given } = call;
  const world = given.text('world');
  if (world !== undefined) {
    const summary = await simulated(call, world);
    return { summary, text: datasetLine(summary) };
  }
  given.refuse(['world-seed'], 'it is for --world NAME');
  const files = await inputFiles(given.files);
  const answered = await planned(call, files);
  const summary = await openFiles(call, files, answered);
  const lines = [planText(answered), datasetLine(summary), cautions(summary, answered.plan)];
  return { summary, text: lines.filter((line) => line !== '').join('\n') };
}

/** A simulated world, shaped like files where that is asked for. @throws UsageError for what only files have */
async function simulated({ engine, arguments: given }: Call, world: string): Promise<DatasetSummary> {
  if (given.files.length > 0) throw new UsageError(`give files or --world ${world}, not both`);
  given.refuse(Object.keys(readingOptions), `it says how files are read, and --world ${world} has none`);
  const shaping = shapingOf(given);
  const summary = await engine.simulate(world, given.whole('world-seed') ?? 1);
  return Object.keys(shaping).length === 0 ? summary : engine.reshape(summary.id, shaping);
}

/** Reads files as they are planned. @throws Stopped with the columns where a question is open or they cannot be read */
export async function openFiles(call: Call, files: InputFiles, answered: Answered): Promise<DatasetSummary> {
  const { engine, arguments: given, progress } = call;
  const { plan } = answered;
  const known = { questions: questionsJson(answered), plan };
  const open = openQuestions(answered);
  if (open.length > 0 && !given.flag('accept-guesses')) {
    throw new Stopped(known, `${planText(answered)}\n${questionsText(answered)}`, howToGoOn(call, open));
  }
  const options = { plan, shaping: shapingOf(given), acceptProblems: given.flag('accept-problems') };
  try {
    return await engine.open(files, options, ({ file, bytes, totalBytes, rows, rowsPerSecond }) =>
      progress.update(
        `reading ${file}: ${percent(totalBytes === 0 ? 1 : bytes / totalBytes)}, ${counted(rows, 'row')}, ${whole(Math.round(rowsPerSecond))} rows/s`,
      ),
    );
  } catch (error) {
    if (!(error instanceof ImportError)) throw error;
    throw new Stopped(known, planText(answered), error.message);
  } finally {
    progress.clear();
  }
}

/** The command lines that settle the open questions. */
function howToGoOn({ typed }: Call, open: readonly Numbered[]): string {
  const guesses = open.flatMap(({ number, question }) => ['--answer', `${number}=${question.guess + 1}`]);
  const files = new Set(open.map(({ question }) => question.file));
  const are = open.length === 1 ? 'a question is' : `${open.length} questions are`;
  return [
    `${typed[1]}: ${are} open about ${[...files].join(', ')}; answer by number, or say --column NAME=ROLE. With our guesses:`,
    `  ${shellLine([...typed, ...guesses])}`,
    'or leave them to the guesses, which the recipe of a run then says:',
    `  ${shellLine([...typed, '--accept-guesses'])}`,
  ].join('\n');
}

/** What the files are, as the options correct and answer it. @throws UsageError, ImportError */
export async function planned({ engine, arguments: given }: Call, files: InputFiles): Promise<Answered> {
  const found = await sniffed(engine, files, formatOf(given));
  return answered(engine, await corrected(engine, found, given), given.list('answer'));
}

/** Looks at the files, and at members of archives once they are known by name. */
async function sniffed(engine: Engine, files: InputFiles, format: FormatChoice): Promise<ImportPlan> {
  if (Object.keys(format).length === 0) return engine.sniff(files);
  const names = files.map(({ name }) => name);
  const plan = await engine.sniff(
    files,
    names.map((file) => ({ file, ...format })),
  );
  const members = plan.files.map(({ name }) => name).filter((name) => !names.includes(name));
  if (members.length === 0) return plan;
  return engine.sniff(
    files,
    [...names, ...members].map((file) => ({ file, ...format })),
  );
}

/** Files as blobs that are read piece by piece. @throws UsageError for none, ImportError for one that is not there */
export async function inputFiles(paths: readonly string[]): Promise<InputFiles> {
  if (paths.length === 0) throw new UsageError(`a file is missing, expected ${datasetUsage}`);
  return Promise.all(
    paths.map(async (path) => {
      const stat = statSync(path, { throwIfNoEntry: false });
      if (stat === undefined) throw new ImportError(`${path}: there is no such file; check the path`);
      if (stat.isDirectory()) throw new ImportError(`${path}: it is a folder; name the files in it`);
      if (!stat.isFile())
        throw new ImportError(`${path}: it is no file that stays, but a pipe or a device; save it first`);
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
  `${name}: ${counted(interactions, 'interaction')}, ${counted(users, 'user')}, ${counted(items, 'item')} (fingerprint ${fingerprint.slice(0, 12)})${division === null ? '' : `\n${division}`}`;
