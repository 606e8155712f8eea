import type { Engine, ImportPlan, Role } from '../engine/api.ts';
import { UsageError } from './usage_error.ts';

const ROLES: readonly Role[] = [
  'user',
  'session',
  'item',
  'time',
  'clock',
  'value',
  'event',
  'title',
  'maker',
  'category',
  'ignore',
];

/** The plan with columns given other roles, each as `NAME=ROLE`. @throws UsageError for a role or column there is not */
export async function assignRoles(
  engine: Engine,
  plan: ImportPlan,
  assignments: readonly string[],
): Promise<ImportPlan> {
  let corrected = plan;
  for (const assignment of assignments) {
    const at = assignment.lastIndexOf('=');
    const [name, wanted] = [assignment.slice(0, at), assignment.slice(at + 1)];
    const role = ROLES.find((candidate) => candidate === wanted);
    if (at < 1 || role === undefined) {
      throw new UsageError(`--column is '${assignment}', expected NAME=ROLE with a role of ${ROLES.join(', ')}`);
    }
    const { file, column } = place(corrected, name);
    corrected = await engine.correct(corrected, { file, column, role });
  }
  return corrected;
}

/** The first column of that name. */
function place({ files }: ImportPlan, name: string): { file: string; column: number } {
  for (const file of files) {
    const column = file.columns.findIndex((candidate) => candidate.name === name);
    if (column >= 0) return { file: file.name, column };
  }
  const known = files.flatMap(({ columns }) => columns.map((column) => column.name));
  throw new UsageError(`--column: there is no column '${name}', expected one of ${known.join(', ')}`);
}
