import type { Engine, ImportPlan, Question } from '../engine/api.ts';
import type { OptionTable } from './options.ts';
import { UsageError } from './usage_error.ts';

/** How questions are settled. */
export const answerOptions: OptionTable = {
  answer: { value: 'N=K', multiple: true, help: 'settles question N by its answer K, both as they are printed' },
  'accept-guesses': { help: 'takes our guess wherever a question is open; the recipe of a run says so' },
};

/** A plan and its questions, each under the number that it keeps while others are answered. */
export interface Answered {
  readonly plan: ImportPlan;
  /** Question 1 first; those that are settled too. */
  readonly asked: readonly Question[];
}

/** A question that is still open, with its number from 1. */
export interface Numbered {
  readonly number: number;
  readonly question: Question;
}

const same = (a: Question, b: Question): boolean => a.file === b.file && a.sentence === b.sentence;

/** The plan with its questions answered, each as `N=K`. @throws UsageError for a question or an answer there is not */
export async function answered(engine: Engine, plan: ImportPlan, given: readonly string[]): Promise<Answered> {
  const asked = [...plan.questions];
  let current = plan;
  for (const text of given) {
    const { question, answer } = chosen(asked, text);
    const at = current.questions.findIndex((open) => same(open, question));
    if (at >= 0) current = await engine.correct(current, { question: at, answer });
    // An answer to another question has settled it; what is said later counts.
    else for (const change of question.answers[answer].changes) current = await engine.correct(current, change);
    asked.push(...current.questions.filter((open) => !asked.some((known) => same(known, open))));
  }
  return { plan: current, asked };
}

/** The questions that nobody has answered yet. */
export const openQuestions = ({ plan, asked }: Answered): readonly Numbered[] =>
  plan.questions.map((question) => ({ number: asked.findIndex((known) => same(known, question)) + 1, question }));

function chosen(asked: readonly Question[], text: string): { question: Question; answer: number } {
  const [, n = '', k = ''] = /^(\d+)=(\d+)$/.exec(text) ?? [];
  if (n === '')
    throw new UsageError(`--answer is '${text}', expected N=K: the numbers of a question and of its answer`);
  const question = asked.at(Number(n) - 1);
  if (Number(n) < 1 || question === undefined) {
    const known = asked.map(({ sentence }, i) => `\n  ${i + 1}. ${sentence}`).join('');
    throw new UsageError(
      `--answer: there is no question ${n}, ${known === '' ? 'nothing is asked' : `expected one of${known}`}`,
    );
  }
  const { sentence, answers } = question;
  if (Number(k) >= 1 && Number(k) <= answers.length) return { question, answer: Number(k) - 1 };
  const known = answers.map(({ label }, i) => `\n  ${n}=${i + 1}  ${label}`).join('');
  throw new UsageError(`--answer: question ${n} has no answer ${k}. ${sentence} Expected one of${known}`);
}
