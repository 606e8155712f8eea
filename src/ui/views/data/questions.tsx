import { useEffect, useRef } from 'react';
import type { ImportPlan } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';

/** What the files do not say by themselves. Each must be answered; the guess is marked. */
export function Questions({ plan }: { readonly plan: ImportPlan }) {
  const { data } = useActions();
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(plan.questions.length);
  // A question goes when it is answered, and the focus must not go with it.
  useEffect(() => {
    if (plan.questions.length < before.current) box.current?.focus();
    before.current = plan.questions.length;
  }, [plan.questions.length]);
  return (
    <div ref={box} tabIndex={-1} className="questions">
      {plan.questions.map(({ file, sentence, answers, guess }, question) => (
        <fieldset key={`${file} ${sentence}`} className="question">
          <legend>{sentence}</legend>
          <div className="row">
            {answers.map(({ label }, choice) => (
              <button key={label} type="button" onClick={() => void data.correct({ question, answer: choice })}>
                {label}
                {choice === guess ? ' (our guess)' : ''}
              </button>
            ))}
          </div>
        </fieldset>
      ))}
    </div>
  );
}
