/** What the user changed in a plan, one thing after the other, so that each can be taken back. */
import type { Correction, ImportPlan } from '../worker/contract.ts';
import type { Edit, Importing, Settled } from './slices/data.ts';

/** A correction made to `seen`, for the plan as it is now: an answer finds its question; null where that is settled. */
export function stillMeant(correction: Correction, seen: ImportPlan, now: ImportPlan): Correction | null {
  if (!('question' in correction)) return correction;
  const { file, sentence } = seen.questions[correction.question];
  const question = now.questions.findIndex((asked) => asked.file === file && asked.sentence === sentence);
  return question < 0 ? null : { ...correction, question };
}

/** What is settled now; null before the files were looked at. */
export const settledOf = ({ plan, formats, lacks }: Importing): Settled | null => plan && { plan, formats, lacks };

/** What was read is not what the plan now says. */
const matching = (importing: Importing, settled: Settled): Importing => ({
  ...importing,
  ...settled,
  ...{ step: 'matching', reading: null, progress: null, failure: null },
});

/** The import after a correction, or after a change of how a file is cut (null). */
export function edited(importing: Importing, correction: Correction | null, now: Settled): Importing {
  const before = settledOf(importing);
  const past = before === null ? importing.past : [...importing.past, { ...before, correction }];
  return { ...matching(importing, now), past, undone: [] };
}

/** The import before its last edit; the same where there is none. */
export function withoutLast(importing: Importing): Importing {
  const [last, now] = [importing.past.at(-1), settledOf(importing)];
  if (last === undefined || now === null) return importing;
  const undone: readonly Edit[] = [...importing.undone, { ...now, correction: last.correction }];
  return { ...matching(importing, only(last)), past: importing.past.slice(0, -1), undone };
}

/** The import with the edit that was taken back last; the same where there is none. */
export function withLastAgain(importing: Importing): Importing {
  const next = importing.undone.at(-1);
  if (next === undefined) return importing;
  return { ...edited(importing, next.correction, only(next)), undone: importing.undone.slice(0, -1) };
}

const only = ({ plan, formats, lacks }: Settled): Settled => ({ plan, formats, lacks });

/** Makes a correction, or (null) cuts the files as `formats` say, and tells what is settled then. */
export type MakeAgain = (correction: Correction | null, on: Omit<Settled, 'lacks'>) => Promise<Settled>;

/** The import without one of its edits: those after it are made again, as far as they are still meant. */
export async function without(importing: Importing, edit: number, again: MakeAgain): Promise<Importing> {
  const [gone, last] = [importing.past.at(edit), settledOf(importing)];
  if (gone === undefined || last === null) return importing;
  const after = [...importing.past.slice(1), last];
  let settled = only(gone);
  let next: Importing = { ...matching(importing, settled), past: importing.past.slice(0, edit), undone: [] };
  for (const [i, { correction, plan: seen }] of importing.past.entries()) {
    const still = correction && stillMeant(correction, seen, settled.plan);
    if (i <= edit || (correction !== null && still === null)) continue;
    const { formats } = correction === null ? after[i] : settled;
    settled = await again(still, { plan: settled.plan, formats });
    next = edited(next, still, settled);
  }
  return next;
}
