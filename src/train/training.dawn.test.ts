import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { size } from '../core/shape.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import type { Gpu } from '../gpu/device.ts';
import { sasrec } from '../models/sasrec/sasrec.ts';
import { evaluate } from '../runtime/cpu.ts';
import { Tuner } from '../runtime/tuning.ts';
import { testGpu } from '../testing/gpu.ts';
import { invertIds } from '../../shaders/embedding/inverted_index.ts';
import { traceTraining } from './graph.ts';
import { crossEntropy } from './objective.ts';
import { scheduleAt } from './optimizer.ts';
import { initialWeights, namedWeights, Trainer } from './trainer.ts';
import { Random } from '../core/random.ts';

const config = { ...sasrec.defaults, width: 64, length: 50, dropout: 0, blocks: 2, heads: 2 };
const shape = { vocabulary: 2001, batch: 32, length: 50 };
const optimizer = { beta1: 0.9, beta2: 0.999, eps: 1e-8, weightDecay: 0, clip: 0 };

let gpu: Gpu;
beforeAll(async () => {
  gpu = await testGpu();
});
afterAll(() => gpu.destroy());

describe('a training step', () => {
  it('speed', async () => {
    const pipelines = new Pipelines(gpu.device);
    const graph = traceTraining(sasrec, config, shape, crossEntropy(shape), optimizer, 1);
    const t0 = performance.now();
    const trainer = await Trainer.create(gpu, pipelines, new Tuner(gpu, pipelines), graph);
    console.log('create', performance.now() - t0, 'dispatches', trainer.dispatches, 'pipelines', pipelines.count);
    trainer.load({ parameters: initialWeights(graph, 1) });
    const random = new Random(1, 'x');
    const { feed } = trainer;
    for (let i = 0; i < 1600; i++) {
      feed.integers('ids')[i] = 1 + random.below(2000);
      feed.integers('targets')[i] = 1 + random.below(2000);
    }
    const inv = invertIds(feed.integers('ids'), 2001);
    feed.integers('offsets').set(inv.offsets);
    feed.integers('places').set(inv.places);
    feed.numbers('inverseCount')[0] = 1 / 1600;
    for (let s = 0; s < 4; s++) {
      const t = performance.now();
      feed.integers('clock')[0] = s;
      feed
        .numbers('schedule')
        .set(scheduleAt(optimizer, { peak: 1e-3, schedule: 'constant', warmup: 0, total: 10 }, s + 1));
      trainer.submit(s);
      await trainer.drained();
      console.log(s, performance.now() - t, (await trainer.reports(s, s + 1))[0]);
    }
    console.log(
      trainer['replay'].plan.temporaries,
      (Object.values(trainer['replay'].plan.temporaries).reduce((a, b) => a + b, 0) * 4) / 1e6,
    );
    // per kernel
    const { Replay } = await import('../runtime/replay.ts');
    const { alone } = await import('../runtime/tuning.ts');
    const rows = new Map();
    for (const l of trainer['replay'].plan.launches) {
      const r = await Replay.prepare(gpu, pipelines, alone(l.kernel, l.params, l.variant), new Map());
      const go = async () => {
        const e = gpu.device.createCommandEncoder();
        const p = e.beginComputePass();
        r.encode(p);
        p.end();
        const t = performance.now();
        gpu.device.queue.submit([e.finish()]);
        await gpu.device.queue.onSubmittedWorkDone();
        return performance.now() - t;
      };
      await go();
      const ms = Math.min(await go(), await go());
      const key = `${l.kernel.name} ${l.variant} ${JSON.stringify(l.params)}`;
      const o = rows.get(key) ?? [0, 0];
      rows.set(key, [o[0] + ms, o[1] + 1]);
      r.destroy();
    }
    for (const [k, [ms, n]] of [...rows].sort((a, b) => b[1][0] - a[1][0])) console.log(ms.toFixed(1), n, k);
  });
});
