import type { Engine } from './api.ts';
import { methods } from './arguments.ts';
import { makeAsk } from './ask/make.ts';
import { makeCheck } from './check/make.ts';
import { checkedEngine } from './checked_engine.ts';
import { makeCommon } from './common.ts';
import { makeData, type Data } from './data/make.ts';
import type { Platform } from './platform.ts';
import { makeRun, type Running } from './run/make.ts';
import { makeShare } from './share/make.ts';

/** The product without a screen, on a platform. */
export function createEngine(where: Platform): Engine {
  const common = makeCommon(where);
  const data: Data = makeData(common, () => running.training.held.needed());
  const running: Running = makeRun(common, data);
  return checkedEngine({
    ...data.door,
    ...running.door,
    ...makeAsk(common, data, running),
    ...makeShare(common, data, running),
    ...makeCheck(common, data, running),
    tools: async () => (await import('./tools.ts')).toolsOf(methods), // of all doors; most visits never ask
  });
}
