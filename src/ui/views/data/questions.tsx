import { useId } from 'react';
import type { ImportPlan } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';

/** What the files leave open; the plan already holds the marked answer. */
export function Questions({ plan }: { readonly plan: ImportPlan }) {
  const id = useId();
  const { data } = useActions();
  return plan.questions.map(({ file, sentence, answers, guess }, question) => (
    <fieldset key={`${file} ${sentence}`} className="question">
      <legend>{sentence}</legend>
      {answers.map(({ label }, answer) => (
        <label key={label}>
          <input
            type="radio"
            name={`${id}-${question}`}
            defaultChecked={answer === guess}
            onClick={() => void data.correct({ question, answer })}
          />{' '}
          {label}
          {answer === guess ? ' (the guess)' : ''}
        </label>
      ))}
    </fieldset>
  ));
}
