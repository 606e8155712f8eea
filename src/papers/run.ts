import { SettingsError } from '../core/errors.ts';
import { Pacer, type Pace } from '../core/pace.ts';
import { paperWithId } from './catalogue.ts';
import { judge } from './gallery.ts';
import { digestOf, hashOf, type PaperRecord, type SeedValues } from './record.ts';
import type { Verdict } from './verdict.ts';

/** An experiment that was run just now. */
export interface PaperRun extends Verdict {
  readonly id: string;
  readonly title: string;
  readonly record: PaperRecord;
}

/** What every experiment so far computes on. */
const ADAPTER = 'CPU, double precision';

/** Runs the experiment of a paper, seed after seed. @throws SettingsError where it has none, CancelledError */
export async function runPaper(id: string, commit: string, pace: Pace): Promise<PaperRun> {
  const paper = paperWithId(id);
  if (paper.experiment === null) {
    throw new SettingsError(
      `paper ${paper.id}: it has no experiment that can be run yet; it would be: ${paper.accepts}`,
    );
  }
  const { experiment } = await paper.experiment();
  const { seeds } = experiment.recipe;
  const pacer = new Pacer(`paper ${paper.id}`, pace);
  const measured: SeedValues[] = [];
  for (const [i, seed] of seeds.entries()) {
    const onProgress = (done: number): void => pace.onProgress?.((i + done) / seeds.length);
    measured.push({ seed, values: await experiment.measure(seed, { signal: pace.signal, onProgress }) });
    await pacer.rest((i + 1) / seeds.length);
  }
  const facts = { version: 1, id: paper.id, hash: await hashOf(experiment), adapter: ADAPTER, commit, seeds: measured };
  const record = { ...facts, digest: await digestOf(facts) };
  return { id: paper.id, title: paper.title, record, ...(await judge(experiment, record)) };
}
