/** The ways to divide histories, in words and as marks of a small picture. */
import { coldWords } from '../../../core/cautions.ts';
import type { SplitKind } from '../../../core/split_rules.ts';
import type { SplitCard } from '../../../worker/contract.ts';
import { count, counted, date } from '../../format.ts';

export const splitSentences: Readonly<Record<SplitKind, string>> = {
  'leave-one-out':
    'The last item of every history. Most users are asked, and papers do it; but what others did later trains.',
  'by time': 'What comes after a date: a user’s next item, from the past alone. Closest to real use.',
  'by user': 'Users it has never seen: the last item of a tenth of them, who do not train.',
  'by item':
    'Items it has never seen: a drawn part of them trains nobody. What knows items by their text can place them; counts and models of ids cannot.',
  'as published':
    'The division that the files come with: everything they hold out is asked for, so that a published row can be repeated.',
};

/** Targets below which two recommenders can hardly be told apart: one hit more or less is 2 % of them. */
const FEW = 50;

/** What a split of the open dataset gives. */
export function splitFacts({ trained, validated, tested, cold, cuts, departures }: SplitCard): string {
  const dates = cuts === null ? '' : `, from ${date(cuts.validation)} and from ${date(cuts.test)}`;
  const words = coldWords({ cold, all: tested });
  const never = words === null ? '' : ` ${words}`;
  const few = tested < FEW ? ' That is too few to tell recommenders apart.' : '';
  return `${counted(trained, 'interaction')} to train, ${counted(validated, 'target')} to validate and ${count(tested)} to test${dates}.${few}${never}${departures.map((said) => ` ${said}`).join('')}`;
}

/** What becomes of one interaction. */
type Kind = 'trains' | 'validates' | 'tested' | 'known' | 'unused';

interface Mark {
  readonly x: number;
  readonly y: number;
  readonly kind: Exclude<Kind, 'unused'>;
}

/** When four users did something, in hundredths of the time. */
const HISTORIES: readonly (readonly number[])[] = [
  [6, 22, 34, 52, 71],
  [14, 30, 58, 76, 92],
  [8, 26, 44, 66],
  [38, 48, 62, 84, 95],
];
/** Where a split by time would divide them; the picture takes more than a tenth so that one can see it. */
const CUTS = [64, 80] as const;

/** How somebody may have divided them: as many targets as they like, in the order of time. */
const PUBLISHED: readonly (readonly Kind[])[] = [
  ['trains', 'trains', 'trains', 'validates', 'tested'],
  ['trains', 'trains', 'validates', 'tested', 'tested'],
  ['trains', 'trains', 'trains', 'tested'],
  ['trains', 'trains', 'validates', 'validates', 'tested'],
];

/** Some items train nobody; at the end of a history one of them is asked for. */
const COLD: readonly (readonly Kind[])[] = [
  ['trains', 'known', 'trains', 'known', 'tested'],
  ['trains', 'trains', 'trains', 'validates', 'unused'],
  ['trains', 'trains', 'known', 'tested'],
  ['known', 'trains', 'trains', 'unused', 'unused'],
];

/** The four histories under a rule, on a field 100 wide and 44 high. */
export function splitMarks(rule: SplitKind): { readonly cuts: readonly number[]; readonly marks: readonly Mark[] } {
  const marks = HISTORIES.flatMap((history, user) =>
    history.flatMap((x, i): Mark[] => {
      const kind = kindOf[rule](history, i, user);
      return kind === 'unused' ? [] : [{ x, y: 6 + user * 10.7, kind }];
    }),
  );
  return { cuts: rule === 'by time' ? CUTS : [], marks };
}

const kindOf: Readonly<Record<SplitKind, (history: readonly number[], i: number, user: number) => Kind>> = {
  'leave-one-out': ({ length }, i) => (i === length - 1 ? 'tested' : i === length - 2 ? 'validates' : 'trains'),
  'by time': (history, i) => {
    const before = (cut: number): number => history.filter((x) => x < cut).length;
    if (history[i] < CUTS[0]) return 'trains';
    if (history[i] < CUTS[1]) return i === before(CUTS[0]) ? 'validates' : 'known';
    return i === before(CUTS[1]) ? 'tested' : 'unused';
  },
  'by user': ({ length }, i, user) => {
    if (user < 2) return 'trains';
    if (i < length - 1) return 'known';
    return user === 2 ? 'validates' : 'tested';
  },
  'by item': (_, i, user) => COLD[user][i],
  'as published': (_, i, user) => PUBLISHED[user][i],
};
