import { useId } from 'react';
import {
  coldShareOf,
  itemRule,
  splitKind,
  USUAL_COLD_SHARE,
  type ItemRule,
  type SplitKind,
} from '../../../core/split_rules.ts';
import type { SplitCard } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { counted } from '../../format.ts';
import { splitKindNames } from '../../setting_words.ts';
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

const kinds = Object.keys(splitKindNames) as SplitKind[]; // the keys of a Record<SplitKind, string>

/** What trains and what is tested, by name and with a picture of four histories. */
export function SplitField({ cards, timed, testedOneOut, divided }: SplitFieldProps) {
  const chosen = useValue((state) => state.choice.split);
  const busy = useValue((state) => state.working);
  const { run } = useActions();
  const name = useId();
  const share = coldShareOf(chosen) ?? USUAL_COLD_SHARE;
  return (
    <>
      <fieldset className="options splits" disabled={busy}>
        <legend>What is tested</legend>
        {kinds.map((kind) => {
          if (kind === 'as published' && !divided) return null;
          const rule = kind === 'by item' ? itemRule(share) : kind;
          const card = cards.find((each) => each.rule === rule);
          const lacking = kind === 'by time' && !timed ? 'It needs times.' : (card?.lacking ?? null);
          return (
            <label key={kind} className={lacking === null ? undefined : 'off'}>
              <input
                type="radio"
                name={name}
                checked={splitKind(chosen) === kind}
                disabled={lacking !== null}
                onChange={() => run.choose({ split: rule })}
              />
              <span>
                <strong>{splitKindNames[kind]}</strong>
                <Picture kind={kind} />
                <small>{splitSentences[kind]}</small>
                <small>{lacking ?? (card === undefined ? roughly(kind, testedOneOut) : splitFacts(card))}</small>
              </span>
            </label>
          );
        })}
        <p className="muted" aria-hidden="true">
          <Key kind="trains" /> trains <Key kind="validates" /> chooses the best weights <Key kind="tested" /> is tested{' '}
          <Key kind="known" /> only known when asked
        </p>
      </fieldset>
      {splitKind(chosen) === 'by item' ? (
        <SelectField
          label="Items held out"
          disabled={busy}
          help="One half of them is tested, the other validates"
          value={itemRule(share)}
          options={shares}
          onChange={(split) => run.choose({ split })}
        />
      ) : null}
    </>
  );
}

const shares: Readonly<Record<ItemRule, string>> = {
  'by item, 5 %': '5 % of the items',
  'by item, 10 %': '10 % of the items',
  'by item, 20 %': '20 % of the items',
  'by item, 40 %': '40 % of the items',
};

const roughly = (kind: SplitKind, tested: number): string =>
  kind === 'leave-one-out' ? `${counted(tested, 'target')} to test; it takes three interactions.` : '';

type MarkKind = ReturnType<typeof splitMarks>['marks'][number]['kind'];

/** Four users' histories from left to right; the sentence beside it says the same. */
function Picture({ kind: of }: { readonly kind: SplitKind }) {
  const { cuts, marks } = splitMarks(of);
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
function Mark({ x, y, kind }: { readonly x: number; readonly y: number; readonly kind: MarkKind }) {
  if (kind === 'tested') return <path className={kind} d={`M${x} ${y - 4.2}l4.2 4.2-4.2 4.2-4.2-4.2z`} />;
  return <circle className={kind} cx={x} cy={y} r={kind === 'known' ? 1.8 : 3} />;
}

const Key = ({ kind }: { readonly kind: MarkKind }) => (
  <svg className="split-key" viewBox="0 0 10 10">
    <Mark x={5} y={5} kind={kind} />
  </svg>
);
