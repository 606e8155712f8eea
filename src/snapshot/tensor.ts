import type { Shape } from '../core/shape.ts';

/** How the elements of each type look in memory. F16 is carried as bits: Node 20 has no array for it. */
interface Elements {
  readonly F32: Float32Array;
  readonly U32: Uint32Array;
  readonly U16: Uint16Array;
  readonly F16: Uint16Array;
  readonly I8: Int8Array;
  readonly U8: Uint8Array;
}

/** Types of the container, as safetensors spells them. */
export type Dtype = keyof Elements;

/** A named array, row-major, little-endian. */
export type Tensor = {
  readonly [D in Dtype]: {
    readonly name: string;
    readonly dtype: D;
    readonly shape: Shape;
    readonly data: Elements[D];
  };
}[Dtype];

export const elementBytes: Readonly<Record<Dtype, number>> = { F32: 4, U32: 4, U16: 2, F16: 2, I8: 1, U8: 1 };

export const isDtype = (value: unknown): value is Dtype =>
  typeof value === 'string' && Object.hasOwn(elementBytes, value);

/** The tensor `name` whose elements lie in `buffer` from byte `at`: a view, nothing is copied. */
export function view(name: string, dtype: Dtype, shape: Shape, buffer: ArrayBufferLike, at: number): Tensor {
  const count = shape.reduce((product, extent) => product * extent, 1);
  switch (dtype) {
    case 'F32':
      return { name, dtype, shape, data: new Float32Array(buffer, at, count) };
    case 'U32':
      return { name, dtype, shape, data: new Uint32Array(buffer, at, count) };
    case 'U16':
      return { name, dtype, shape, data: new Uint16Array(buffer, at, count) };
    case 'F16':
      return { name, dtype, shape, data: new Uint16Array(buffer, at, count) };
    case 'I8':
      return { name, dtype, shape, data: new Int8Array(buffer, at, count) };
    case 'U8':
      return { name, dtype, shape, data: new Uint8Array(buffer, at, count) };
  }
}

export const f32 = (name: string, shape: Shape, data: Float32Array): Tensor => ({ name, dtype: 'F32', shape, data });
export const u32 = (name: string, data: Uint32Array): Tensor => ({ name, dtype: 'U32', shape: [data.length], data });
export const u8 = (name: string, data: Uint8Array): Tensor => ({ name, dtype: 'U8', shape: [data.length], data });
