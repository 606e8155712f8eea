/** Changing a plan, and what it still lacks. Every function gives a new plan. */
import { ImportError } from '../../core/errors.ts';
import { timesOf } from './time.ts';
import type { Answer, ColumnPlan, FilePlan, FileRole, ImportPlan, Keep, Question, Role, TimeForm } from './types.ts';

const YOURS = 'your choice';

const changeFile = (plan: ImportPlan, file: string, change: (old: FilePlan) => FilePlan): ImportPlan => ({
  ...plan,
  files: plan.files.map((old) => (old.name === file ? change(old) : old)),
});

/** Gives a column a role; a column that had it before is ignored from now on. A question about that role is settled. */
export function withRole(plan: ImportPlan, file: string, column: number, role: Role): ImportPlan {
  const change = (old: ColumnPlan, i: number): ColumnPlan => {
    if (i === column) return { ...old, role, confidence: 1, why: YOURS };
    return old.role === role && role !== 'ignore' ? { ...old, role: 'ignore', confidence: 1, why: YOURS } : old;
  };
  const changed = changeFile(plan, file, (old) => ({ ...old, columns: old.columns.map(change) }));
  return without(
    changed,
    file,
    (answer) => answer.role === role || (answer.time !== undefined && answer.column === column),
  );
}

/** The plan without the questions of a file that a choice has settled: those with such an answer. */
const without = (plan: ImportPlan, file: string, settles: (answer: Answer) => boolean): ImportPlan => ({
  ...plan,
  questions: plan.questions.filter((asked) => asked.file !== file || !asked.answers.some(settles)),
});

/** Reads the values of a column as times of another form. */
export function withTime(plan: ImportPlan, file: string, column: number, time: TimeForm): ImportPlan {
  const change = (old: ColumnPlan, i: number): ColumnPlan =>
    i === column ? { ...old, time, sampleTimes: timesOf(old.samples, time) } : old;
  const changed = changeFile(plan, file, (old) => ({ ...old, columns: old.columns.map(change) }));
  return without(changed, file, (answer) => answer.time !== undefined && answer.column === column);
}

/** Which interactions to keep; what is absent stays as it is. */
export const withKeep = (plan: ImportPlan, keep: Partial<Keep>): ImportPlan => ({
  ...plan,
  keep: { ...plan.keep, ...keep },
});

/** Uses a file as interactions, as items, or not; a file that had the role before is ignored from now on. */
export function withFileRole(plan: ImportPlan, file: string, role: FileRole): ImportPlan {
  const change = (old: FilePlan): FilePlan => {
    if (old.name === file) return { ...old, role, why: YOURS };
    return old.role === role && role !== 'ignored' ? { ...old, role: 'ignored', why: 'another file was chosen' } : old;
  };
  return { ...plan, files: plan.files.map(change) };
}

/** Settles a question. */
export function withAnswer(plan: ImportPlan, question: Question, answer: Answer): ImportPlan {
  const { column, role, time } = answer;
  const chosen = role === undefined ? plan : withRole(plan, question.file, column, role);
  const timed = time === undefined ? chosen : withTime(chosen, question.file, column, time);
  return { ...timed, questions: timed.questions.filter((asked) => asked !== question) };
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
  const corrected = { files: onlyChosen(files, before), keep: before.keep };
  return { ...corrected, questions: fresh.questions.filter((question) => !answered(question)) };
}

/** A file the user gave a role takes it from the file that would have had it. */
function onlyChosen(files: readonly FilePlan[], before: ImportPlan): readonly FilePlan[] {
  const chosen = before.files.filter(({ why }) => why === YOURS).map(({ name }) => name);
  return files.map((file) => {
    const taken = files.some(({ name, role }) => chosen.includes(name) && role === file.role && name !== file.name);
    return taken && file.role !== 'ignored' ? { ...file, role: 'ignored', why: 'another file was chosen' } : file;
  });
}

/** The file of a role, null where the plan has none. Throws ImportError where it has two. */
export function fileOf(plan: ImportPlan, role: FileRole): FilePlan | null {
  const files = plan.files.filter((file) => file.role === role);
  if (files.length > 1) {
    const names = files.map(({ name }) => name).join(' and ');
    throw new ImportError(`import: ${names} are both marked as ${role}; choose one of them`);
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
  const file = fileOf(plan, 'interactions');
  if (!file) return ['Choose the file that says who did what.'];
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
  if (plan.keep.minimumValue !== null && columnOf(file, 'value') < 0) {
    lacks.push(`${file.name}: choose the column that holds the value, or keep every value.`);
  }
  if (plan.keep.events !== null && columnOf(file, 'event') < 0) {
    lacks.push(`${file.name}: choose the column that names the kind of event, or keep every kind.`);
  }
  return lacks;
}
