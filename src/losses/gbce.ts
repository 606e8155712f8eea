import { gbceLoss } from '../ops/index.ts';
import { gbceBeta } from '../../shaders/sampled/sampled.reference.ts';
import { defineLoss } from './loss.ts';
import { Sampling, samplingSettings } from './sampling.ts';

/** Calibration t, as the paper recommends. */
const CALIBRATION = 0.75;

export const gbce = defineLoss({
  name: 'gbce',
  title: 'gBCE',
  says: 'A few items drawn at random, and a correction of the overconfidence that comes of it.',
  source: 'Petrov & Macdonald 2023, "gSASRec", eqs. 8–12; t = 0.75',
  settings: samplingSettings,
  draws: true,
  over(shape, { negatives }, seed) {
    const sampling = new Sampling(shape, negatives, seed);
    const beta = gbceBeta(negatives, shape.items, CALIBRATION);
    return {
      leaves: sampling.leaves,
      loss: (hidden, table, targets) => gbceLoss(hidden, table, sampling.sample(targets), beta),
      fill: (into, step) => sampling.fill(into, step),
    };
  },
});
