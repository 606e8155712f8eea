import { CancelledError, SettingsError } from '../core/errors.ts';
import { consentNeeded, readInteractions } from '../data/import/read.ts';
import { rejectedCsv } from '../data/import/rejected.ts';
import { usualShaping } from '../data/shaping/usual.ts';
import type { ImportPlan, ImportResult, InputFiles, Progress } from '../data/import/types.ts';
import type { Id, Reading } from './api.ts';

type OnProgress = ((progress: Progress) => void) | undefined;

/** Passes over whole files: one at a time, and the last one that is not open yet is held. */
export class Readings {
  private current: AbortController | null = null;
  /** Only one: it may be large. */
  private held: { readonly id: Id; readonly result: ImportResult } | null = null;
  private count = 0;

  /** Reads for the user to look at. @throws ImportError, CancelledError */
  async read(files: InputFiles, plan: ImportPlan, onProgress: OnProgress): Promise<Reading> {
    const began = performance.now();
    this.held = null;
    const { result } = await this.pass(files, plan, true, onProgress);
    const id = `reading-${++this.count}`;
    this.held = { id, result };
    return summarise(id, result, (performance.now() - began) / 1000);
  }

  /** Reads to the end; a later pass cancels an earlier one. @throws ImportError, CancelledError */
  async pass(
    files: InputFiles,
    plan: ImportPlan,
    acceptProblems: boolean,
    onProgress: OnProgress,
  ): Promise<{ readonly result: ImportResult; readonly signal: AbortSignal }> {
    this.cancel();
    const { signal } = (this.current = new AbortController());
    const listening = onProgress === undefined ? {} : { onProgress };
    const result = await readInteractions(files, plan, { signal, acceptProblems, ...listening });
    if (signal.aborted) throw new CancelledError(`${result.interactions.name}: reading was cancelled`);
    return { result, signal };
  }

  cancel(): void {
    this.current?.abort();
    this.current = null;
  }

  /** Null for an id that is not a reading's. @throws SettingsError where another reading took its place */
  find(id: Id): ImportResult | null {
    if (this.held?.id === id) return this.held.result;
    if (!/^reading-\d+$/.test(id)) return null;
    throw new SettingsError(`${id} is not held any more, only the last reading is; read the file again`);
  }

  /** The rows a reading left out, as CSV. @throws SettingsError where the reading is not held */
  rejectedRows(id: Id): string {
    const result = this.find(id);
    if (result === null) throw new SettingsError(`'${id}' is no reading, expected the id that read() gave`);
    return rejectedCsv(result.rejectedRows);
  }
}

function summarise(id: Id, result: ImportResult, seconds: number): Reading {
  const { interactions, time, problems, notes, rows, rejected, bytes } = result;
  return {
    ...{ id, rows, rejected, time, problems, notes, bytes, seconds },
    name: interactions.name,
    consent: consentNeeded(rejected, rows),
    shaping: usualShaping(interactions, time === 'seconds'),
    interactions: interactions.user.length,
    users: interactions.users.length,
    items: interactions.catalogue.ids.length,
  };
}
