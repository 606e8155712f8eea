/** What the user changed in a plan, in words for whoever may take it back. */
import type { Edit } from '../../../state/slices/data.ts';
import type { Change, ImportPlan } from '../../../worker/contract.ts';

/** Of an edit that is not taken back yet: its plan is the one before it. */
export function editWords({ correction, plan }: Edit): string {
  if (correction === null) return 'how the file is cut';
  if (!('question' in correction)) return changeWords(correction, plan);
  const { sentence, answers } = plan.questions[correction.question];
  return `the answer “${answers[correction.answer].label}” to “${sentence}”`;
}

function changeWords(change: Change, { files }: ImportPlan): string {
  if ('keep' in change) return 'which rows are kept';
  if ('join' in change) return 'which ids are one';
  if ('blankItems' in change) return 'what becomes of rows without an item';
  if ('part' in change) return `what ${change.file} is for`;
  if (!('column' in change)) return `what ${change.file} is used as`;
  const name = files.find((file) => file.name === change.file)?.columns[change.column]?.name ?? '';
  if ('time' in change) return `how the times in “${name}” are written`;
  if ('list' in change) return `how “${name}” holds several items`;
  return change.role === 'ignore' ? `“${name}” without a use` : `“${name}” as the ${change.role}`;
}

export interface Answered {
  /** Place among the edits. */
  readonly edit: number;
  readonly file: string;
  readonly sentence: string;
  readonly answer: string;
}

/** The questions that were answered, in the order of the answers. */
export const answered = (past: readonly Edit[]): readonly Answered[] =>
  past.flatMap(({ correction, plan }, edit): Answered[] => {
    if (correction === null || !('question' in correction)) return [];
    const { file, sentence, answers } = plan.questions[correction.question];
    return [{ edit, file, sentence, answer: answers[correction.answer].label }];
  });
