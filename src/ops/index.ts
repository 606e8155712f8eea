/** The differentiable operations, one file each. */
export { adamw, type AdamW, type Adapted } from './adamw.ts';
export { add } from './add.ts';
export { attention, type Mask } from './attention.ts';
export { columns } from './columns.ts';
export { beside } from './beside.ts';
export { codesOf, codeScoresOf } from './codes.ts';
export { codeSums, followMeans, nearestCode, type Codebook, type Found, type Places } from './codebook.ts';
export { causalConvolution } from './convolution.ts';
export {
  storedCrossEntropy,
  streamedCrossEntropy,
  STORED_LOGITS_LIMIT,
  type CrossEntropy,
  type Targets,
} from './crossentropy.ts';
export { dropout, dropoutAt, type Dropout } from './dropout.ts';
export { embedding, lookup, lookupOnto, type Indexed, type Placed } from './embedding.ts';
export { fsq, type Quantized } from './fsq.ts';
export { gate } from './gate.ts';
export { gru } from './gru.ts';
export { layernorm } from './layernorm.ts';
export { mix } from './mix.ts';
export { pointwise, type PointwiseName } from './pointwise.ts';
export { pointwiseAttention, TIME_ROWS, type Apart } from './pointwise_attention.ts';
export { gatedRmsnorm, rmsnorm } from './rmsnorm.ts';
export { logSoftmax, prefixScoresOf, rowsOfPrefixes } from './prefixes.ts';
export { rowsAt } from './rows.ts';
export { gbceLoss, sampledSoftmaxLoss, type LogQ, type Sample } from './sampled.ts';
export { diagonalScan, discretised, type Discretisation } from './s4d.ts';
export { selectiveScan, type Dynamics } from './scan.ts';
export { stateSpaceDual } from './ssd.ts';
export { feedForward, linear, linearResidual, project, type Activation, type Linear } from './linear.ts';
