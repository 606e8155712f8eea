import { EPSILON, type SasrecProblem } from '../sasrec.ts';
import { constant, integers, model, node, port } from './model.ts';
import type { Bytes } from './protobuf.ts';

const CONTRIB = 'com.microsoft';

const norm = (x: string, name: string, y: string): Bytes =>
  node('LayerNormalization', [x, `${name}.gamma`, `${name}.beta`], [y], { epsilon: { float: EPSILON } });

const linear = (x: string, name: string, y: string): Bytes[] => [
  node('MatMul', [x, `${name}.weight`], [`${y} product`]),
  node('Add', [`${y} product`, `${name}.bias`], [y]),
];

function block(x: string, name: string, heads: number, y: string): Bytes[] {
  const at = (what: string): string => `${name} ${what}`;
  return [
    norm(x, `${name}.norm1`, at('normal 1')),
    ...linear(at('normal 1'), `${name}.qkv`, at('qkv')),
    node('Split', [at('qkv')], [at('q'), at('k'), at('v')], { axis: 2, num_outputs: 3 }),
    node(
      'MultiHeadAttention',
      [at('q'), at('k'), at('v')],
      [at('attended')],
      { num_heads: heads, unidirectional: 1 },
      CONTRIB,
    ),
    ...linear(at('attended'), `${name}.out`, at('mixed')),
    node('Add', [x, at('mixed')], [at('middle')]),
    norm(at('middle'), `${name}.norm2`, at('normal 2')),
    node('MatMul', [at('normal 2'), `${name}.up.weight`], [at('up')]),
    // FastGelu is GELU by tanh with the bias added first, in one kernel.
    node('FastGelu', [at('up'), `${name}.up.bias`], [at('active')], {}, CONTRIB),
    ...linear(at('active'), `${name}.down`, at('down')),
    node('Add', [at('middle'), at('down')], [y]),
  ];
}

/** SASRec from `ids` (batch, length) int32 to `scores` (batch, items), with the fused operators ONNX Runtime offers. */
export function sasrecModel({ sizes, weights }: SasrecProblem): Bytes {
  const { batch, length, items, blocks, heads } = sizes;
  const between = (i: number): string => `x ${i}`;
  const nodes = [
    node('Gather', ['items', 'ids'], ['embedded'], { axis: 0 }),
    node('Add', ['embedded', 'positions'], [between(0)]),
    ...Array.from({ length: blocks }, (_, i) => block(between(i), `blocks.${i}`, heads, between(i + 1))).flat(),
    node('Gather', [between(blocks), 'last position'], ['last'], { axis: 1 }),
    norm('last', 'norm', 'user'),
    node('Gemm', ['user', 'items'], ['scores'], { transB: 1 }),
  ];
  const constants = [
    ...Object.entries(weights).map(([name, { shape, values }]) => constant(name, shape, values)),
    integers('last position', [], [length - 1]),
  ];
  const inputs = [port('ids', 'int32', [batch, length])];
  return model(nodes, constants, inputs, [port('scores', 'float32', [batch, items])]);
}
