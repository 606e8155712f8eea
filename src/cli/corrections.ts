import type { Change, Engine, ImportPlan, Joined, Keep, Part, Spelling, TimeForm } from '../engine/api.ts';
import { fileRoles, parts, roles, spellings } from '../engine/choices.ts';
import type { Arguments, OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

type Epoch = Extract<TimeForm, { kind: 'epoch' }>;

const epochs: { readonly [U in Epoch['unit']]: Epoch & { readonly unit: U } } = {
  s: { kind: 'epoch', unit: 's' },
  ms: { kind: 'epoch', unit: 'ms' },
  us: { kind: 'epoch', unit: 'us' },
  ns: { kind: 'epoch', unit: 'ns' },
  mixed: { kind: 'epoch', unit: 'mixed' },
  ks: { kind: 'epoch', unit: 'ks' },
  days: { kind: 'epoch', unit: 'days' },
  excel: { kind: 'epoch', unit: 'excel' },
};

const timeForms: Readonly<Record<string, TimeForm>> = {
  ...epochs,
  'year-first': { kind: 'date', order: 'year first' },
  'day-first': { kind: 'date', order: 'day first' },
  'month-first': { kind: 'date', order: 'month first' },
  order: { kind: 'order' },
};

const dashed = (words: string): string => words.replaceAll(' ', '-');
const sides = ['user', 'item'] as const satisfies readonly (keyof Joined)[];
const none = 'none';

/** What one says differently than the files suggest. */
export const correctionOptions: OptionTable = {
  column: { value: 'NAME=ROLE', multiple: true, help: `what a column is: ${roles.join(', ')}` },
  time: {
    value: 'NAME=FORM',
    multiple: true,
    help: `the column of the times and how it is read: ${Object.keys(timeForms).join(', ')}`,
  },
  file: { value: 'NAME=ROLE', multiple: true, help: `what a file is: ${fileRoles.join(', ')}` },
  part: { value: 'NAME=PART', multiple: true, help: `what a file is for: ${[...parts, none].join(', ')}` },
  'min-value': { value: 'X', help: 'leave out rows whose value is below' },
  event: { value: 'KIND', multiple: true, help: 'only rows of this kind of event' },
  join: {
    value: 'SIDE=SPELLING',
    multiple: true,
    help: `ids of user or item that are one: ${spellings.map(dashed).join(', ')}`,
  },
  'blank-items': {
    value: 'RULE',
    help: 'rows without an item that have a title: left-out | title, which is then the item',
  },
};

/**
 * The plan with every correction of the options, and without questions about files that it does not use.
 * @throws UsageError for a name, role or form there is not
 */
export async function corrected(engine: Engine, plan: ImportPlan, given: Arguments): Promise<ImportPlan> {
  let current = plan;
  for (const changes of [fileChanges, columnChanges, rowChanges]) {
    for (const change of changes(given, current)) current = await engine.correct(current, change);
  }
  const unused = current.files.filter(({ role }) => role === 'ignored').map(({ name }) => name);
  return { ...current, questions: current.questions.filter(({ file }) => !unused.includes(file)) };
}

const fileChanges = (given: Arguments, plan: ImportPlan): readonly Change[] => [
  ...given.pairs('file').map(([name, word]): Change => {
    return { file: fileNamed(plan, 'file', name), role: oneOf('file', word, fileRoles) };
  }),
  ...given.pairs('part').map(([name, word]): Change => {
    const part = oneOf<Part | typeof none>('part', word, [...parts, none]);
    return { file: fileNamed(plan, 'part', name), part: part === none ? null : part };
  }),
];

const columnChanges = (given: Arguments, plan: ImportPlan): readonly Change[] => [
  ...given.pairs('column').map(([name, word]): Change => {
    return { ...place(plan, 'column', name), role: oneOf('column', word, roles) };
  }),
  ...given.pairs('time').flatMap(([name, word]): readonly Change[] => {
    const at = place(plan, 'time', name);
    const time = timeForms[oneOf('time', word, Object.keys(timeForms))];
    return [
      { ...at, role: 'time' },
      { ...at, time },
    ];
  }),
];

function rowChanges(given: Arguments): readonly Change[] {
  const [keep, join] = [keepOf(given), joinOf(given)];
  const blank = given.choice('blank-items', ['left-out', 'title']);
  return [
    ...(keep === null ? [] : [{ keep }]),
    ...(join === null ? [] : [{ join }]),
    ...(blank === undefined ? [] : [{ blankItems: blank === 'title' ? blank : ('left out' as const) }]),
  ];
}

function oneOf<T extends string>(option: string, word: string, choices: readonly T[]): T {
  const found = choices.find((choice) => choice === word);
  if (found !== undefined) return found;
  throw new UsageError(`--${option}: there is no '${word}', expected one of ${choices.join(', ')}`);
}

/** A file by its name, or by the end of it where it lies in an archive or a folder. */
function fileNamed({ files }: ImportPlan, option: string, name: string): string {
  const found = files.find((file) => file.name === name) ?? files.find((file) => file.name.endsWith(`/${name}`));
  if (found !== undefined) return found.name;
  const known = files.map((file) => file.name).join(', ');
  throw new UsageError(`--${option}: there is no file '${name}', expected one of ${known}`);
}

/** The first column of that name, files of interactions first; `FILE:NAME` says of which file. */
function place({ files }: ImportPlan, option: string, name: string): { file: string; column: number } {
  const ranked = [...files].sort((a, b) => fileRoles.indexOf(a.role) - fileRoles.indexOf(b.role));
  for (const file of ranked) {
    const own = name.startsWith(`${file.name}:`) ? name.slice(file.name.length + 1) : name;
    const column = file.columns.findIndex((candidate) => candidate.name === own);
    if (column >= 0) return { file: file.name, column };
  }
  const known = new Set(ranked.flatMap(({ columns }) => columns.map((column) => column.name)));
  throw new UsageError(`--${option}: there is no column '${name}', expected one of ${[...known].join(', ')}`);
}

function keepOf(given: Arguments): Partial<Keep> | null {
  const [minimumValue, events] = [given.number('min-value'), given.list('event')];
  if (minimumValue === undefined && events.length === 0) return null;
  return { ...(minimumValue === undefined ? {} : { minimumValue }), ...(events.length === 0 ? {} : { events }) };
}

function joinOf(given: Arguments): Partial<Joined> | null {
  const pairs = given.pairs('join').map(([side, word]): readonly [keyof Joined, Spelling] => {
    const spelling = oneOf('join', word, spellings.map(dashed));
    return [oneOf('join', side, sides), spellings[spellings.map(dashed).indexOf(spelling)]];
  });
  if (pairs.length === 0) return null;
  const named = sides.filter((side) => pairs.some(([of]) => of === side));
  return Object.fromEntries(
    named.map((side) => [side, pairs.flatMap(([of, spelling]) => (of === side ? [spelling] : []))]),
  );
}
