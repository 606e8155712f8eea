import type { Change } from '../state/choice_changes.ts';
import { choiceChanges } from '../state/choice_changes.ts';
import { isBusy, type RunPhase } from '../state/phases.ts';
import type { Choice } from '../state/slices/model.ts';
import { settingName } from './setting_words.ts';

export interface Standing {
  readonly phase: RunPhase;
  readonly choice: Choice;
  readonly dataset: string | null;
  readonly trained: { readonly dataset: string; readonly choice: Choice } | null;
  readonly sameSeed: boolean;
  /** Value of a setting that was not chosen. */
  readonly usual: (name: string) => string | undefined;
}

/** What the button that starts a run says: "Train", "Starting…", "Resume", "New run (learning rate 0.001 → 0.0003)". */
export function playWords(standing: Standing): string {
  if (standing.phase === 'paused') return 'Resume';
  if (isBusy(standing.phase)) return 'Starting…'; // until it can be paused
  return standing.trained === null ? 'Train' : newRunWords(standing);
}

/** The same for the button that leaves a paused run behind. */
export function newRunWords({ choice, dataset, trained, sameSeed, usual }: Standing): string {
  if (trained === null) return 'New run';
  const changes = choiceChanges(trained.choice, choice);
  const { seed } = choice;
  if (!sameSeed && seed === trained.choice.seed)
    changes.push({ name: 'seed', before: String(seed), now: String(seed + 1) });
  const said = changes.map((change) => changeWords(change, usual));
  if (dataset !== trained.dataset) said.unshift('on other data');
  const [first, ...others] = said;
  if (first === undefined) return 'Train again';
  return `New run (${first}${others.length === 0 ? '' : ` and ${others.length} more`})`;
}

function changeWords({ name, before, now }: Change, usual: (name: string) => string | undefined): string {
  const value = (chosen: string | undefined): string => chosen ?? usual(name) ?? 'as usual';
  return `${settingName(name)} ${value(before)} → ${value(now)}`;
}
