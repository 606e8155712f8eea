import { leaf } from '../graph/tensor.ts';
import { sampledSoftmaxLoss } from '../ops/index.ts';
import { defineLoss } from './loss.ts';
import { Sampling, samplingSettings } from './sampling.ts';

export const sampledSoftmax = defineLoss({
  name: 'sampled-softmax',
  title: 'sampled softmax',
  says: 'A few items drawn at random stand for the catalogue.',
  source: 'Jean et al. 2015, section 3.1; logQ correction: Bengio & Senécal 2008',
  settings: samplingSettings,
  draws: true,
  over(shape, { negatives }, seed) {
    const sampling = new Sampling(shape, negatives, seed);
    const logQ = {
      negatives: leaf('correction', [negatives]),
      targets: leaf('targetCorrection', [shape.batch * shape.time]),
    };
    return {
      leaves: [...sampling.leaves, logQ.negatives, logQ.targets],
      loss: (hidden, table, targets) => sampledSoftmaxLoss(hidden, table, sampling.sample(targets), logQ),
      fill: (into, step) => {
        sampling.fill(into, step);
        const chance = -Math.log(shape.items);
        into.numbers('correction').fill(chance);
        into.numbers('targetCorrection').fill(chance);
      },
    };
  },
});
