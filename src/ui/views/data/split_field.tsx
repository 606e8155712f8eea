import { useId } from 'react';
import type { SplitCard, SplitRule } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { counted } from '../../format.ts';
import { splitNames } from '../../setting_words.ts';
import { splitFacts, splitMarks, splitSentences } from './splits.ts';

interface SplitFieldProps {
  /** What each way would give; empty where that is not known yet. */
  readonly cards: readonly SplitCard[];
  /** Whether the data has times; a split by time needs them. */
  readonly timed: boolean;
  /** Targets that leave-one-out would test. */
  readonly testedOneOut: number;
  /** Whether the files come divided; without that a split as published is not even offered. */
  readonly divided: boolean;
}

const rules = Object.keys(splitNames) as SplitRule[]; // the keys of a Record<SplitRule, string>

/** What trains and what is tested, by name and with a picture of four histories. */
export function SplitField({ cards, timed, testedOneOut, divided }: SplitFieldProps) {
  const chosen = useValue((state) => state.choice.split);
  const busy = useValue((state) => state.working);
  const { run } = useActions();
  const name = useId();
  return (
    <fieldset className="options splits" disabled={busy}>
      <legend>What is tested</legend>
      {rules.map((rule) => {
        if (rule === 'as published' && !divided) return null;
        const card = cards.find((each) => each.rule === rule);
        const lacking = rule === 'by time' && !timed ? 'It needs times.' : (card?.lacking ?? null);
        return (
          <label key={rule} className={lacking === null ? undefined : 'off'}>
            <input
              type="radio"
              name={name}
              checked={chosen === rule}
              disabled={lacking !== null}
              onChange={() => run.choose({ split: rule })}
            />
            <span>
              <strong>{splitNames[rule]}</strong>
              <Picture rule={rule} />
              <small>{splitSentences[rule]}</small>
              <small>{lacking ?? (card === undefined ? roughly(rule, testedOneOut) : splitFacts(card))}</small>
            </span>
          </label>
        );
      })}
      <p className="muted" aria-hidden="true">
        <Key kind="trains" /> trains <Key kind="validates" /> chooses the best weights <Key kind="tested" /> is tested{' '}
        <Key kind="known" /> only known when asked
      </p>
    </fieldset>
  );
}

const roughly = (rule: SplitRule, tested: number): string =>
  rule === 'leave-one-out' ? `${counted(tested, 'target')} to test; it takes three interactions.` : '';

type Kind = ReturnType<typeof splitMarks>['marks'][number]['kind'];

/** Four users' histories from left to right; the sentence beside it says the same. */
function Picture({ rule }: { readonly rule: SplitRule }) {
  const { cuts, marks } = splitMarks(rule);
  return (
    <svg className="split-picture" viewBox="0 0 100 44" aria-hidden="true">
      {cuts.map((x) => (
        <line key={x} x1={x} x2={x} y1={1} y2={43} />
      ))}
      {marks.map(({ x, y, kind }) => (
        <Mark key={`${x} ${y}`} x={x} y={y} kind={kind} />
      ))}
    </svg>
  );
}

/** Kinds differ in shape as well as in colour. */
function Mark({ x, y, kind }: { readonly x: number; readonly y: number; readonly kind: Kind }) {
  if (kind === 'tested') return <path className={kind} d={`M${x} ${y - 4.2}l4.2 4.2-4.2 4.2-4.2-4.2z`} />;
  return <circle className={kind} cx={x} cy={y} r={kind === 'known' ? 1.8 : 3} />;
}

const Key = ({ kind }: { readonly kind: Kind }) => (
  <svg className="split-key" viewBox="0 0 10 10">
    <Mark x={5} y={5} kind={kind} />
  </svg>
);
