import { checkShape, lastExtent, size } from '../core/shape.ts';
import { differentiable, dispatch, view, type Tensor } from '../graph/tensor.ts';
import { matmulNN, matmulNT, matmulTN } from '../../shaders/matmul/matmul.kernels.ts';
import { addScaledRows, sampledBce, sampledSoftmax, scaleRows } from '../../shaders/sampled/sampled.kernels.ts';
import { mean, type Targets } from './crossentropy.ts';
import { tableGradient, type Indexed } from './embedding.ts';
import { rowsAt } from './rows.ts';

/** Targets and the negatives that stand for the rest of the catalogue, shared by all positions of a step. */
export interface Sample {
  readonly targets: Targets;
  /** Inverted index of the targets. */
  readonly targetIndex: Indexed;
  /** u32 (S): ids from 1, with replacement; one that equals a position's target does not count there. */
  readonly negatives: Indexed;
}

/** ln of each item's chance to be drawn. */
export interface LogQ {
  /** (S) */
  readonly negatives: Tensor;
  /** (rows) */
  readonly targets: Tensor;
}

/**
 * Sampled softmax: cross-entropy over the target and S shared negatives, z_j − ln q_j in place of z_j.
 *
 * @param h      (…, C)
 * @param table  (V, C)
 * @returns      (1), the end of the graph
 * @see Jean et al. 2015, section 3.1; logQ: Bengio & Senécal 2008
 */
export function sampledSoftmaxLoss(h: Tensor, table: Tensor, sample: Sample, logQ: LogQ): Tensor {
  return sampledLoss(h, table, sample, (inputs, { rows, samples, width }) => {
    const corrections = { correction: logQ.negatives, target_correction: logQ.targets };
    return dispatch(sampledSoftmax, { ...inputs, ...corrections }, { rows, samples, width });
  });
}

/**
 * gBCE: binary cross-entropy of the target, raised to the power β against overconfidence, and of S shared negatives.
 *
 * @param beta  of `gbceBeta`
 * @see Petrov & Macdonald 2023, "gSASRec", eqs. 8–12
 */
export function gbceLoss(h: Tensor, table: Tensor, sample: Sample, beta: number): Tensor {
  return sampledLoss(h, table, sample, (inputs, { rows, samples, width }) =>
    dispatch(sampledBce, inputs, { rows, samples, width, beta }),
  );
}

interface LossInputs {
  readonly negative_logits: Tensor;
  readonly h: Tensor;
  readonly positive_rows: Tensor;
  readonly targets: Tensor;
  readonly negatives: Tensor;
  readonly inverse_count: Tensor;
}

interface LossOutputs {
  readonly negative_logits: Tensor;
  readonly dpositive: Tensor;
  readonly loss: Tensor;
}

type Extents = Readonly<Record<'rows' | 'samples' | 'width' | 'vocabulary', number>>;

/** What both losses share: scores of the negatives by one product, gradients scattered along the inverted indices. */
function sampledLoss(
  h: Tensor,
  table: Tensor,
  { targets, targetIndex, negatives }: Sample,
  loss: (inputs: LossInputs, extents: Extents) => LossOutputs,
): Tensor {
  const width = lastExtent(h.shape);
  const vocabulary = table.shape[0] ?? 0;
  const extents = { rows: size(h.shape) / width, samples: size(negatives.ids.shape), width, vocabulary };
  const { rows, samples } = extents;
  checkShape('sampledLoss: table', table.shape, [vocabulary, width]);
  checkShape('sampledLoss: targets', targets.ids.shape, [rows]);

  const negativeRows = rowsAt(table, negatives.ids);
  const positiveRows = rowsAt(table, targets.ids);
  const logits = dispatch(matmulNT, { a: h, b: negativeRows }, { m: rows, n: samples, k: width }).y;
  const found = loss(
    {
      negative_logits: logits,
      h,
      positive_rows: positiveRows,
      targets: targets.ids,
      negatives: negatives.ids,
      inverse_count: targets.inverseCount,
    },
    extents,
  );
  const { negative_logits: dlogits, dpositive } = found;

  return differentiable(mean(found.loss, targets), [h, table], (_dy, [, gathered]) => {
    const viaNegatives = dispatch(matmulNN, { a: dlogits, b: negativeRows }, { m: rows, n: width, k: samples }).y;
    const sum = { sofar: viaNegatives, scale: dpositive, x: positiveRows };
    const dh = view(dispatch(addScaledRows, sum, { rows, width }).y, h.shape);

    const onto = { width, vocabulary, scale: 1 };
    const dtargets = dispatch(scaleRows, { scale: dpositive, x: h }, { rows, width }).y;
    const withTargets = tableGradient(dtargets, targetIndex, gathered, { ...onto, rows }).total;
    const dnegatives = dispatch(matmulTN, { a: dlogits, b: h }, { m: samples, n: width, k: rows }).y;
    return [dh, tableGradient(dnegatives, negatives, withTargets, { ...onto, rows: samples })];
  });
}
