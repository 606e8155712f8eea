import { CancelledError, SettingsError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';
import { unknownId } from '../../core/words.ts';
import type { Shaping } from '../../data/dataset.ts';
import { consentNeeded, readInteractions } from '../../data/import/read.ts';
import { rejectedCsv } from '../../data/import/rows/rejected.ts';
import { divisionOfRows, divisionSentence, lackingIn } from '../../data/published.ts';
import { usualShaping } from '../../data/shaping/usual.ts';
import type { ImportPlan, ImportResult, InputFiles, Progress } from '../../data/import/types.ts';
import type { Id } from '../messages.ts';
import type { Reading } from './messages.ts';

/** What a reading found, and how it is shaped where nobody says otherwise. */
export interface Held {
  readonly id: Id;
  readonly plan: ImportPlan;
  readonly result: ImportResult;
  /** Questions of its plan were left to the guesses. */
  readonly guessed: boolean;
  readonly shaping: Shaping;
}

type OnProgress = ((progress: Progress) => void) | undefined;

/** Passes over whole files: one at a time, and the last one that is not open yet is held. */
export class Readings {
  private current: AbortController | null = null;
  /** Only one: it may be large. */
  private held: Held | null = null;
  private count = 0;

  /** Reads for the user to look at. @throws ImportError, CancelledError */
  async read(files: InputFiles, plan: ImportPlan, onProgress: OnProgress): Promise<Reading> {
    const began = performance.now();
    this.held = null;
    const { result, guessed } = await this.pass(files, plan, true, onProgress);
    const { interactions, time } = result;
    const id = `reading-${++this.count}`;
    this.held = { id, plan, result, guessed, shaping: usualShaping(interactions, time === 'seconds') };
    return summarise(this.held, (performance.now() - began) / 1000);
  }

  /** Reads to the end, once there is a plan; a later pass cancels an earlier one. @throws ImportError, CancelledError */
  async pass(
    files: InputFiles,
    coming: ImportPlan | Promise<ImportPlan>,
    acceptProblems: boolean,
    onProgress: OnProgress,
  ): Promise<Pick<Held, 'result' | 'guessed'> & { readonly signal: AbortSignal }> {
    this.cancel();
    const { signal } = (this.current = new AbortController());
    const plan = await coming;
    if (signal.aborted) throw new CancelledError('open: reading was cancelled before it began');
    const listening = onProgress === undefined ? {} : { onProgress };
    const result = await readInteractions(files, plan, { signal, acceptProblems, ...listening });
    if (signal.aborted) throw new CancelledError(`${result.interactions.name}: reading was cancelled`);
    return { result, guessed: plan.questions.length > 0, signal };
  }

  cancel(): void {
    this.current?.abort();
    this.current = null;
  }

  /** Null for an id that is not a reading's. @throws SettingsError where another reading took its place */
  find(id: Id): Held | null {
    if (this.held?.id === id) return this.held;
    if (!/^reading-\d+$/.test(id)) return null;
    const last = this.held === null ? 'there is none' : `which is ${this.held.id}`;
    throw new SettingsError(
      `${quote(id)} is not held any more, only the last reading is, ${last}; read the file again`,
    );
  }

  /** The rows a reading left out, as CSV. @throws SettingsError where the reading is not held */
  rejectedRows(id: Id): string {
    const held = this.find(id);
    if (held === null) {
      throw unknownId('reading', id, this.held === null ? [] : [this.held.id], 'read the files again');
    }
    return rejectedCsv(held.result.rejectedRows, held.plan);
  }
}

function summarise({ id, result, shaping }: Held, seconds: number): Reading {
  const { interactions, time, problems, notes, doubts, files, copies, twins, titledBlanks, rows, rejected, bytes } =
    result;
  const division = divisionOfRows(interactions);
  const lacking = division && lackingIn(division);
  return {
    ...{
      id,
      shaping,
      rows,
      rejected,
      time,
      problems,
      notes,
      doubts,
      files,
      copies,
      twins,
      titledBlanks,
      bytes,
      seconds,
    },
    name: interactions.name,
    consent: consentNeeded(rejected, rows),
    interactions: interactions.user.length,
    users: interactions.users.length,
    items: interactions.catalogue.ids.length,
    division: division && divisionSentence(division, lacking),
    usualSplit: division !== null && lacking === null ? 'as published' : 'leave-one-out',
  };
}
