import { useEffect, useRef } from 'react';
import type { Question } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import type { Answered } from './edit_words.ts';

interface QuestionsProps {
  /** Those that are open, with their places in the plan. */
  readonly open: readonly { readonly question: Question; readonly place: number }[];
  readonly answered: readonly Answered[];
}

/** What a file does not say by itself. Each must be answered; the guess is marked, and an answer can be taken back. */
export function Questions({ open, answered }: QuestionsProps) {
  const box = useRef<HTMLDivElement>(null);
  const before = useRef(open.length);
  // A question goes when it is answered, its answer when it is taken back, and the focus must not go with them.
  useEffect(() => {
    if (open.length !== before.current) box.current?.focus();
    before.current = open.length;
  }, [open.length]);
  return (
    <div ref={box} tabIndex={-1} className="questions">
      {open.map(({ question, place }) => (
        <OpenQuestion key={`${question.file} ${question.sentence}`} question={question} place={place} />
      ))}
      {answered.length === 0 ? null : (
        <ul className="answered" aria-label="Answered">
          {answered.map((each) => (
            <AnsweredQuestion key={each.edit} {...each} />
          ))}
        </ul>
      )}
    </div>
  );
}

function OpenQuestion({ question, place }: QuestionsProps['open'][number]) {
  const { data } = useActions();
  const { sentence, answers, guess } = question;
  return (
    <fieldset className="question">
      <legend>{sentence}</legend>
      <div className="answers">
        {answers.map(({ label, consequence }, answer) => (
          <button
            key={label}
            type="button"
            className={answer === guess ? 'card guess' : 'card'}
            onClick={() => void data.correct({ question: place, answer })}
          >
            <strong>
              {label}
              {answer === guess ? <em> (our guess)</em> : null}
            </strong>
            {consequence === undefined ? null : <span>{consequence}</span>}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

function AnsweredQuestion({ edit, sentence, answer }: Answered) {
  const { data } = useActions();
  return (
    <li>
      <p>
        <span className="muted">{sentence}</span> <strong>{answer}</strong>
      </p>
      <button type="button" aria-label={`Change the answer to: ${sentence}`} onClick={() => void data.takeBack(edit)}>
        Change
      </button>
    </li>
  );
}
