import { measureModel, rankModel } from '../evaluate/model_evaluation.ts';
import { leaveOneOut, type SeenRule } from '../evaluate/protocol.ts';
import type { ActiveRun } from './active_run.ts';
import type { Metrics, Stage } from './api.ts';
import type { GpuSessions } from './gpu_session.ts';
import { dismantle, setUp } from './workbench.ts';

/** The best weights of a run, ranked again on the device; the seen rule may differ from the run's own. */
export async function evaluateRun(
  sessions: GpuSessions,
  run: ActiveRun,
  stage: Stage,
  seen?: SeenRule,
): Promise<Metrics> {
  const { recipe, split } = run.print;
  const protocol = seen === undefined ? recipe.protocol : leaveOneOut(seen, recipe.protocol.ties);
  const bench = await setUp(sessions, run.print, run.variants);
  try {
    bench.trainer.load({ parameters: run.state.best });
    return await measureModel(split, stage, protocol, await rankModel(bench.ranker, split, stage, protocol));
  } finally {
    dismantle(bench);
  }
}
