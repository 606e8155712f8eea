import { SettingsError } from '../core/errors.ts';
import { withAnswer, withFileRole, withKeep, withRole, withTime } from '../data/import/plan.ts';
import type { Correction, ImportPlan } from './api.ts';

/** The plan with one correction of the user's. @throws SettingsError for a question or an answer it does not have */
export function correctPlan(plan: ImportPlan, correction: Correction): ImportPlan {
  if ('keep' in correction) return withKeep(plan, correction.keep);
  if ('time' in correction) return withTime(plan, correction.file, correction.column, correction.time);
  if ('column' in correction) return withRole(plan, correction.file, correction.column, correction.role);
  if ('file' in correction) return withFileRole(plan, correction.file, correction.role);
  const question = plan.questions[correction.question];
  const answer = question?.answers[correction.answer];
  if (question === undefined || answer === undefined) {
    throw new SettingsError(
      `correct: question ${correction.question} has no answer ${correction.answer}, expected one of the plan's; sniff the files again`,
    );
  }
  return withAnswer(plan, question, answer);
}
