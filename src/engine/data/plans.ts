import { SettingsError } from '../../core/errors.ts';
import { withAnswer, withChange } from '../../data/import/plan.ts';
import type { Correction, ImportPlan } from './messages.ts';

/** The plan with one correction of the user's. @throws SettingsError for a question or an answer it does not have */
export function correctPlan(plan: ImportPlan, correction: Correction): ImportPlan {
  if (!('question' in correction)) return withChange(plan, correction);
  const question = plan.questions[correction.question];
  const answer = question?.answers[correction.answer];
  if (question === undefined || answer === undefined) {
    throw new SettingsError(
      `correct: question ${correction.question} has no answer ${correction.answer}, expected one of the plan's; sniff the files again`,
    );
  }
  return withAnswer(plan, question, answer);
}
