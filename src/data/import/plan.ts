/** Changing a plan, and what it still lacks. Every function gives a new plan. */
import { ImportError } from '../../core/errors.ts';
import type { Answer, ColumnPlan, FilePlan, FileRole, ImportPlan, Question, Role } from './types.ts';

const changeFile = (plan: ImportPlan, file: string, change: (old: FilePlan) => FilePlan): ImportPlan => ({
  ...plan,
  files: plan.files.map((old) => (old.name === file ? change(old) : old)),
});

/** Gives a column a role; a column that had it before is ignored from now on. */
export function withRole(plan: ImportPlan, file: string, column: number, role: Role): ImportPlan {
  const change = (old: ColumnPlan, i: number): ColumnPlan => {
    if (i === column) return { ...old, role, confidence: 1, why: 'your choice' };
    return old.role === role && role !== 'ignore' ? { ...old, role: 'ignore', confidence: 1, why: 'your choice' } : old;
  };
  return changeFile(plan, file, (old) => ({ ...old, columns: old.columns.map(change) }));
}

/** Uses a file as interactions, as items, or not; a file that had the role before is ignored from now on. */
export function withFileRole(plan: ImportPlan, file: string, role: FileRole): ImportPlan {
  const change = (old: FilePlan): FilePlan => {
    if (old.name === file) return { ...old, role, why: 'your choice' };
    return old.role === role && role !== 'ignored' ? { ...old, role: 'ignored', why: 'another file was chosen' } : old;
  };
  return { ...plan, files: plan.files.map(change) };
}

/** Settles a question. */
export function withAnswer(plan: ImportPlan, question: Question, answer: Answer): ImportPlan {
  const { column, role, time } = answer;
  const chosen = role === undefined ? plan : withRole(plan, question.file, column, role);
  const timed = changeFile(chosen, question.file, (old) => ({
    ...old,
    columns: old.columns.map((was, i) => (i === column && time !== undefined ? { ...was, time } : was)),
  }));
  return { ...timed, questions: timed.questions.filter((asked) => asked !== question) };
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

/** What must be chosen before the plan can be read, as sentences; empty where nothing is missing. */
export function missing(plan: ImportPlan): readonly string[] {
  const file = fileOf(plan, 'interactions');
  if (!file) return ['Choose the file that says who did what.'];
  const lacks: string[] = [];
  if (columnOf(file, 'item') < 0) lacks.push(`${file.name}: choose the column that names the item.`);
  if (columnOf(file, 'user') < 0 && columnOf(file, 'session') < 0) {
    lacks.push(`${file.name}: choose the column that names the user or the session.`);
  }
  if (plan.keep.minimumValue !== null && columnOf(file, 'value') < 0) {
    lacks.push(`${file.name}: choose the column that holds the value, or keep every value.`);
  }
  if (plan.keep.events !== null && columnOf(file, 'event') < 0) {
    lacks.push(`${file.name}: choose the column that names the kind of event, or keep every kind.`);
  }
  return lacks;
}
