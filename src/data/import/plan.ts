/** Changing a plan, and what it still lacks. Every function gives a new plan. */
import { ImportError } from '../../core/errors.ts';
import { YOUR_CHOICE as YOURS } from '../../core/sureness.ts';
import { timesOf } from './values/time.ts';
import { columnLike, interactionFiles, isSameTable } from './pieces.ts';
import type {
  Change,
  ColumnPlan,
  FilePlan,
  FileRole,
  ImportPlan,
  Joined,
  Keep,
  ListForm,
  Part,
  Question,
  Role,
  TimeForm,
} from './types.ts';

const changeFile = (plan: ImportPlan, file: string, change: (old: FilePlan) => FilePlan): ImportPlan => ({
  ...plan,
  files: plan.files.map((old) => (old.name === file ? change(old) : old)),
});

/**
 * Changes the columns of a file, and with it of all pieces of its table, where a column of another piece is the one of the
 * same name. `change` hears whether a column is the one at `column`.
 */
function changeColumns(
  plan: ImportPlan,
  file: string,
  column: number,
  change: (old: ColumnPlan, chosen: boolean) => ColumnPlan,
): ImportPlan {
  const chosen = plan.files.find(({ name }) => name === file);
  if (chosen === undefined) return plan;
  return {
    ...plan,
    files: plan.files.map((old) => {
      const piece = old.role === 'interactions' && chosen.role === 'interactions' && isSameTable(old, chosen);
      if (old !== chosen && !piece) return old;
      const at = old === chosen ? column : columnLike(old, chosen, column);
      return { ...old, columns: old.columns.map((each, i) => change(each, i === at)) };
    }),
  };
}

/** Gives a column a role; a column that had it before is ignored from now on. A question about that role is settled. */
export function withRole(plan: ImportPlan, file: string, column: number, role: Role): ImportPlan {
  const changed = changeColumns(plan, file, column, (old, chosen) => {
    if (chosen) return { ...old, role, confidence: 1, why: YOURS };
    return old.role === role && role !== 'ignore' ? { ...old, role: 'ignore', confidence: 1, why: YOURS } : old;
  });
  return without(
    changed,
    file,
    (other) => ('role' in other && 'column' in other && other.role === role) || readsColumn(other, column),
  );
}

/** The plan without the questions of a file, or of all, that a choice has settled: those with an answer that changes such a thing. */
const without = (plan: ImportPlan, file: string | null, settles: (change: Change) => boolean): ImportPlan => ({
  ...plan,
  questions: plan.questions.filter(
    (asked) => (file !== null && asked.file !== file) || !asked.answers.some(({ changes }) => changes.some(settles)),
  ),
});

/** Whether a change says how the values of a column are read. */
const readsColumn = (change: Change, column: number): boolean =>
  'column' in change && change.column === column && !('role' in change);

/** Reads the values of a column as times of another form. */
export function withTime(plan: ImportPlan, file: string, column: number, time: TimeForm): ImportPlan {
  const changed = changeColumns(plan, file, column, (old, chosen) =>
    chosen ? { ...old, time, sampleTimes: timesOf(old.samples, time) } : old,
  );
  return without(changed, file, (other) => readsColumn(other, column));
}

/** Reads the values of a column as lists, or as single values. */
export function withList(plan: ImportPlan, file: string, column: number, list: ListForm | null): ImportPlan {
  const changed = changeColumns(plan, file, column, (old, chosen) => (chosen ? { ...old, list } : old));
  return without(changed, file, (other) => readsColumn(other, column));
}

/** Which interactions to keep; what is absent stays as it is. A question about what is not absent is settled. */
export const withKeep = (plan: ImportPlan, keep: Partial<Keep>): ImportPlan => ({
  ...without(plan, null, (change) => 'keep' in change && shareKey(change.keep, keep)),
  keep: { ...plan.keep, ...keep },
});

/** Which ids are joined; what is absent stays as it is. A question about what is not absent is settled. */
export const withJoin = (plan: ImportPlan, join: Partial<Joined>): ImportPlan => ({
  ...without(plan, null, (change) => 'join' in change && shareKey(change.join, join)),
  join: { ...plan.join, ...join },
});

const shareKey = (a: object, b: object): boolean => Object.keys(a).some((key) => key in b);

/** What a file of a divided benchmark is for. */
export const withPart = (plan: ImportPlan, file: string, part: Part | null): ImportPlan =>
  changeFile(plan, file, (old) => ({ ...old, part }));

/**
 * Uses a file as interactions, as items, or not. A file that cannot have that role beside it is ignored from now on: there
 * is one file of items, and files of interactions have the same columns.
 */
export function withFileRole(plan: ImportPlan, file: string, role: FileRole): ImportPlan {
  const chosen = plan.files.find(({ name }) => name === file);
  const change = (old: FilePlan): FilePlan => {
    if (old === chosen) return { ...old, role, why: YOURS };
    return chosen === undefined || role === 'ignored' || goesWith(old, { ...chosen, role })
      ? old
      : { ...old, role: 'ignored', why: 'another file was chosen' };
  };
  return { ...plan, files: plan.files.map(change) };
}

/** Whether two files may be used beside each other. */
const goesWith = (a: FilePlan, b: FilePlan): boolean =>
  a.role !== b.role || (a.role === 'interactions' && isSameTable(a, b));

/** The plan with one change of the user's. */
export function withChange(plan: ImportPlan, change: Change): ImportPlan {
  if ('keep' in change) return withKeep(plan, change.keep);
  if ('join' in change) return withJoin(plan, change.join);
  if ('blankItems' in change) return { ...plan, blankItems: change.blankItems };
  if ('part' in change) return withPart(plan, change.file, change.part);
  if ('time' in change) return withTime(plan, change.file, change.column, change.time);
  if ('list' in change) return withList(plan, change.file, change.column, change.list);
  if ('column' in change) return withRole(plan, change.file, change.column, change.role);
  return withFileRole(plan, change.file, change.role);
}

/** Settles a question. */
export function withAnswer(plan: ImportPlan, question: Question, { changes }: Question['answers'][number]): ImportPlan {
  const changed = changes.reduce(withChange, plan);
  return { ...changed, questions: changed.questions.filter((asked) => asked !== question) };
}

const sameColumns = (a: FilePlan, b: FilePlan): boolean =>
  a.columns.length === b.columns.length && a.columns.every(({ name }, i) => name === b.columns[i].name);

/**
 * `fresh`, a plan of the files of `before` read in another way, with what the user had settled: roles of files, and roles,
 * times and answered questions of files whose columns are still the same. Confidence 1 with the user's reason marks a choice.
 */
export function withCorrectionsOf(before: ImportPlan, fresh: ImportPlan): ImportPlan {
  const same = new Map<string, FilePlan>();
  const files = fresh.files.map((file): FilePlan => {
    const old = before.files.find(({ name }) => name === file.name);
    if (old === undefined) return file;
    const role = old.why === YOURS && file.format !== null ? { role: old.role, why: old.why } : {};
    if (!sameColumns(old, file)) return { ...file, ...role };
    same.set(file.name, old);
    const columns = file.columns.map((column, i): ColumnPlan => {
      const { role: chosen, confidence, why, time } = old.columns[i];
      const mine = why === YOURS ? { ...column, role: chosen, confidence, why } : column;
      return time !== null && column.time !== null ? { ...mine, time, sampleTimes: timesOf(mine.samples, time) } : mine;
    });
    return { ...file, ...role, columns };
  });
  const answered = ({ file, sentence }: Question): boolean =>
    same.has(file) && !before.questions.some((asked) => asked.file === file && asked.sentence === sentence);
  const { keep, join, blankItems } = before;
  const corrected = { files: onlyChosen(files, before), keep, join, blankItems };
  return { ...corrected, questions: fresh.questions.filter((question) => !answered(question)) };
}

/** A file the user gave a role takes it from a file that cannot have it too. */
function onlyChosen(files: readonly FilePlan[], before: ImportPlan): readonly FilePlan[] {
  const chosen = before.files.filter(({ why }) => why === YOURS).map(({ name }) => name);
  return files.map((file) => {
    const taken = files.some(
      (other) => chosen.includes(other.name) && other.name !== file.name && !goesWith(other, file),
    );
    return taken && file.role !== 'ignored' ? { ...file, role: 'ignored', why: 'another file was chosen' } : file;
  });
}

/** The file of items, null where the plan has none. Throws ImportError where it has two. */
export function itemsFileOf(plan: ImportPlan): FilePlan | null {
  const files = plan.files.filter(({ role }) => role === 'items');
  if (files.length > 1) {
    const names = files.map(({ name }) => name).join(' and ');
    throw new ImportError(`import: ${names} are both marked as items; choose one of them`);
  }
  return files[0] ?? null;
}

/** Index of the column of a role, −1 where there is none. Throws ImportError where two columns have it. */
export function columnOf(file: FilePlan, role: Role): number {
  const first = file.columns.findIndex((column) => column.role === role);
  const last = file.columns.findLastIndex((column) => column.role === role);
  if (first !== last) {
    const names = `"${file.columns[first].name}" and "${file.columns[last].name}"`;
    throw new ImportError(`${file.name}: columns ${names} are both marked as ${role}; choose one of them`);
  }
  return first;
}

const saysWho = (file: FilePlan): boolean => columnOf(file, 'user') >= 0 || columnOf(file, 'session') >= 0;

/** Whether all rows are taken as one person's history: no column says who, and there are times to cut it by into sessions. */
export function isOnePersons(file: FilePlan): boolean {
  const form = file.columns[columnOf(file, 'time')]?.time ?? null;
  return !saysWho(file) && form !== null && form.kind !== 'order';
}

/** What must be chosen before the plan can be read, as sentences; empty where nothing is missing. */
export function missing(plan: ImportPlan): readonly string[] {
  const files = interactionFiles(plan);
  if (files.length === 0) return ['Choose the file that says who did what.'];
  return [...files.flatMap((file) => missingIn(file, plan.keep)), ...unequalTimes(files)];
}

/** Files of one table order their rows by the same kind of time. */
function unequalTimes(files: readonly FilePlan[]): readonly string[] {
  const kindOf = (file: FilePlan): string => {
    const time = file.columns[columnOf(file, 'time')]?.time;
    return time === undefined || time === null ? 'no times' : time.kind === 'order' ? 'order numbers' : 'times';
  };
  const [first, ...rest] = files;
  const other = rest.find((file) => kindOf(file) !== kindOf(first));
  if (other === undefined) return [];
  return [
    `${first.name} has ${kindOf(first)} and ${other.name} has ${kindOf(other)}: choose columns of the same kind, or leave one file out.`,
  ];
}

function missingIn(file: FilePlan, keep: Keep): readonly string[] {
  const lacks: string[] = [];
  if (columnOf(file, 'item') < 0) lacks.push(`${file.name}: choose the column that names the item.`);
  if (!saysWho(file) && !isOnePersons(file)) {
    lacks.push(
      `${file.name}: choose the column that names the user or the session; or, if it is one person’s history, the column of its times.`,
    );
  }
  const time = file.columns.find(({ role }) => role === 'time');
  if (time?.time === null) {
    const value = time.samples[0] ?? '';
    lacks.push(`${file.name}: "${value}" in column "${time.name}" is no time; choose another column, or none.`);
  }
  if (keep.minimumValue !== null && columnOf(file, 'value') < 0) {
    lacks.push(`${file.name}: choose the column that holds the value, or keep every value.`);
  }
  if (keep.events !== null && columnOf(file, 'event') < 0) {
    lacks.push(`${file.name}: choose the column that names the kind of event, or keep every kind.`);
  }
  return lacks;
}
