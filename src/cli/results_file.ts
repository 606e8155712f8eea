/** Finished runs as they are kept in one file of results, and runs that are trained one after another for it. */
import { readFile } from 'node:fs/promises';
import { SettingsError } from '../core/errors.ts';
import type { RecipeInput, RunSummary } from '../engine/api.ts';
import type { Call } from './command.ts';
import { onInterrupt } from './interrupt.ts';
import { replaceFile } from './output_file.ts';
import { trainingListener } from './training_progress.ts';
import { UsageError } from './usage_error.ts';

/** The text of a file of results; empty where there is none yet. @throws UsageError */
export async function resultsIn(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
    throw new UsageError(`--results: ${path} cannot be read; choose another`);
  }
}

/** What reads a file of results, which a refusal names. @throws SettingsError for a file that holds something else */
export async function readFrom<T>(path: string, read: (text: string) => Promise<T>): Promise<T> {
  const text = await resultsIn(path);
  try {
    return await read(text);
  } catch (error) {
    if (error instanceof SettingsError)
      throw new SettingsError(`${path}: ${error.message}; --results names another file`);
    throw error;
  }
}

export const resultsText = (runs: readonly object[]): string => `${JSON.stringify({ version: 1, runs }, null, 1)}\n`;

/** In one piece: who ends the process meanwhile loses nothing. */
export const writeResults = (path: string, text: string): Promise<void> => replaceFile(path, text);

/** Runs that are to be trained. */
export interface Queue<T> {
  readonly command: string;
  readonly todo: readonly T[];
  title(todo: T): string;
  recipe(todo: T): Promise<RecipeInput>;
  /** Keeps a run that was tested. */
  keep(todo: T, run: RunSummary): Promise<void>;
  /** Whether another run is begun. */
  readonly goesOn?: () => boolean;
}

/**
 * Trains one run after another, and keeps each as it ends; answers whether Ctrl-C ended it, which is after the step in flight.
 *
 * @throws SettingsError for a run that came to no end; those before it are kept
 */
export async function trainInTurn<T>({ engine, progress }: Call, queue: Queue<T>): Promise<boolean> {
  const { command, todo, goesOn = () => true } = queue;
  let stopped = false;
  const interrupted = onInterrupt(engine, () => {
    stopped = true;
    progress.say('lab: ends after this step; what is finished is kept');
  });
  try {
    for (const [i, next] of todo.entries()) {
      if (!goesOn()) break;
      progress.say(`${i + 1} of ${todo.length}: ${queue.title(next)}`);
      const recipe = await queue.recipe(next);
      if (stopped) break;
      const run = await engine.train(recipe, interrupted.watch(trainingListener(progress)), { baselines: false });
      if (run.phase === 'paused') break;
      if (run.test === null)
        throw new SettingsError(`${command}: training ${queue.title(next)} came to no end: ${run.note}`);
      await queue.keep(next, run);
      await engine.forget(run.id);
    }
  } finally {
    interrupted.release();
  }
  return stopped;
}
