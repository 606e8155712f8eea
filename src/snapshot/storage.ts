/**
 * How a model's parameters lie in a file. `f32`: as they are. `int8`: matrices as codes (I8) with a scale per row
 * (`<name>.scale`, F16), vectors (biases, gains) as F16; about a quarter of the size.
 */
import type { Shape } from '../core/shape.ts';
import { equalBytes } from './bytes.ts';
import type { ExpectedTensor } from './items.ts';
import { fromHalves, quantizeRows, restoreRows, toHalves } from './quantization.ts';
import { refusal } from './refusal.ts';
import { f32, type Tensor } from './tensor.ts';

export const storages = ['f32', 'int8'] as const;
export type Storage = (typeof storages)[number];

export interface Parameter {
  readonly name: string;
  readonly shape: Shape;
  readonly data: Float32Array;
}

type Place = Pick<Parameter, 'name' | 'shape'>;

/** The tensors a file must hold for these parameters. */
export function storedTensors(parameters: readonly Place[], storage: Storage): readonly ExpectedTensor[] {
  return parameters.flatMap(({ name, shape }): readonly ExpectedTensor[] => {
    if (storage === 'f32') return [{ name, dtype: 'F32', shape }];
    if (shape.length < 2) return [{ name, dtype: 'F16', shape }];
    return [
      { name, dtype: 'I8', shape },
      { name: `${name}.scale`, dtype: 'F16', shape: [shape[0]] },
    ];
  });
}

/** The tensors of a parameter of finite numbers. */
export function store({ name, shape, data }: Parameter, storage: Storage): readonly Tensor[] {
  if (storage === 'f32') return [f32(name, shape, data)];
  if (shape.length < 2) return [{ name, dtype: 'F16', shape, data: toHalves(data) }];
  const { codes, scales } = quantizeRows(data, shape[0]);
  return [
    { name, dtype: 'I8', shape, data: codes },
    { name: `${name}.scale`, dtype: 'F16', shape: [shape[0]], data: scales },
  ];
}

/** The parameter that tensors of the expected types hold; its numbers are not checked. */
export function restore({ name, shape }: Place, tensors: ReadonlyMap<string, Tensor>): Parameter {
  const tensor = tensors.get(name);
  const scale = tensors.get(`${name}.scale`);
  if (tensor?.dtype === 'F32') return { name, shape, data: tensor.data };
  if (tensor?.dtype === 'F16') return { name, shape, data: fromHalves(tensor.data) };
  if (tensor?.dtype !== 'I8' || scale?.dtype !== 'F16') {
    throw refusal('SNAP_TENSOR_LIST', `tensor "${name}"`, 'expected F32, F16, or I8 with a scale');
  }
  return { name, shape, data: restoreRows({ codes: tensor.data, scales: scale.data }) };
}

/** Requires that the file spells `parameter` the one way `store` does. */
export function checkSpelling(parameter: Parameter, tensors: ReadonlyMap<string, Tensor>): void {
  for (const { name, data } of store(parameter, 'int8')) {
    const found = tensors.get(name)?.data;
    if (found !== undefined && equalBytes(bytesOf(found), bytesOf(data))) continue;
    throw refusal('SNAP_QUANTIZED', `tensor "${name}"`, 'codes or scales are not those Nextup gives these weights');
  }
}

/** What is left of a parameter after it was stored as `storage` and restored. */
export const throughStorage = (parameter: Parameter, storage: Storage): Float32Array =>
  restore(parameter, new Map(store(parameter, storage).map((tensor) => [tensor.name, tensor]))).data;

const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView): Uint8Array =>
  new Uint8Array(buffer, byteOffset, byteLength);
