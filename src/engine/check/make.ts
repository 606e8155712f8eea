import type { Common } from '../common.ts';
import type { Data } from '../data/make.ts';
import { inPercent } from '../in_percent.ts';
import type { Running } from '../run/make.ts';
import { byMeasurement, byPaper, byVerifying } from '../run/holder.ts';
import { completeRecipe } from '../run/recipes.ts';
import { checkKernels } from './conformance_report.ts';
import { countStep } from './counts.ts';
import type { CheckDoor } from './door.ts';
import { checkKernel, kernelWork } from './kernel_check.ts';
import { costsOf } from './mixer_cost.ts';
import type { PaperRun } from './paper_messages.ts';
import { trainsPapers } from './paper_training.ts';
import { claimOf } from './claim.ts';
import { verify } from './verifying.ts';

export function makeCheck(
  { platform, sessions, inquiries }: Common,
  { datasets }: Data,
  { training, runs, library }: Running,
): Omit<CheckDoor, 'tools'> {
  return {
    computeOn: (device) => {
      sessions.computing = device;
      return Promise.resolve();
    },
    adapter: () => sessions.adapter(),
    conformance: (filter = '', report, options = {}) => checkKernels(sessions, filter, options, report),
    kernel: async (check, progress) => {
      const work = kernelWork(check);
      const session = await sessions.get();
      const told = progress === undefined ? () => undefined : inPercent(progress);
      return training.alone(
        () => sessions.measuring(() => checkKernel(session, work, told)),
        'kernel',
        byMeasurement('a kernel is measured'),
      );
    },
    verify: (id, dataset, options = {}, progress) =>
      training.alone(
        () =>
          inquiries.ask('verify', async (pace) => {
            const claim = await library.opened({ run: id }, () => claimOf(runs, id));
            const told = { ...pace, onProgress: progress && inPercent(progress) };
            return verify(claim, { datasets, sessions, platform }, dataset, options, told);
          }),
        'verify',
        byVerifying(id),
      ),
    counts: async (input) => {
      const { dataset } = datasets.get(input.dataset);
      const recipe = await completeRecipe(input, dataset, datasets.audit(input.dataset));
      const split = datasets.split(input.dataset, recipe.protocol.split);
      return training.alone(
        () => sessions.measuring(() => countStep(sessions, recipe, split)),
        'counts',
        byMeasurement('a step is counted'),
      );
    },
    measureMixers: (what = {}, progress) =>
      training.alone(
        () =>
          sessions.measuring(() => costsOf(sessions, platform, what, progress ? inPercent(progress) : () => undefined)),
        'measureMixers',
        byMeasurement('mixers are measured'),
      ),

    // Loaded when they are asked for: most visits need none of them.
    papers: async () => (await import('../../papers/gallery.ts')).cards(),
    mixerCosts: async () => (await import('./recorded_costs.ts')).recordedCosts(),
    contest: async (results) => (await import('../../contest/recorded.ts')).contestTable(results),
    runPaper: (paper, progress) =>
      inquiries.ask('runPaper', async (pace) => {
        const { runnable, runPaper } = await import('../../papers/run.ts');
        const what = await runnable(paper);
        const place = { commit: platform.commit, train: trainsPapers(platform, sessions) };
        const run = (): Promise<PaperRun> =>
          runPaper(what, place, { ...pace, onProgress: progress && inPercent(progress) });
        return what.experiment.kind === 'trained' ? training.alone(run, 'runPaper', byPaper(what.paper.id)) : run();
      }),
  };
}
