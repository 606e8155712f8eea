import project from '../../package.json';
import { matmulNN } from '../../shaders/matmul/matmul.kernels.ts';
import { dispatch } from '../../src/graph/tensor.ts';
import { Processor } from '../../src/runtime/processor.ts';
import type { Adapter, Prepared } from '../adapter.ts';
import { floats, prepareOn } from './nextup_graph.ts';
import { inferenceOn, training } from './nextup_sasrec.ts';

/** Nextup without a GPU: the same plans by programs in WebAssembly SIMD, on one thread. */
export const adapter: Adapter = {
  name: 'Nextup on the processor',
  version: project.version,
  async open() {
    const machine = await Processor.open();
    return {
      async matmul({ a, b, rows: m, inner: k, cols: n }): Promise<Prepared> {
        const [left, right] = [floats('a', [m, k], a), floats('b', [k, n], b)];
        const { y } = dispatch(matmulNN, { a: left.tensor, b: right.tensor }, { m, n, k });
        const graph = await prepareOn(machine, y, [left, right]);
        let latest = new Float32Array();
        return {
          run: async () => {
            latest = await graph.run();
          },
          result: () => Promise.resolve(latest),
        };
      },
      inference: (problem) => inferenceOn(machine, problem),
      training: (problem) => training(machine, problem),
    };
  },
};
