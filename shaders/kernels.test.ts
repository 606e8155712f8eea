import { describe, expect, it } from 'vitest';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { declaredBindings, source } from '../src/kernel/wgsl.ts';
import { kernels } from './catalogue.ts';

describe('the catalogue', () => {
  it('gives every kernel its own name and every kernel a barrier-free variant', () => {
    expect(new Set(kernels.map((kernel) => kernel.name)).size).toBe(kernels.length);
    const without = kernels.filter((kernel) => !Object.values(kernel.variants).some((v) => v.barrierFree === true));
    expect(without.map((kernel) => kernel.name)).toEqual([]);
  });

  it('has golden values that were computed elsewhere beside every family of kernels', () => {
    const family = (path: string): string => path.split('/')[1];
    const golden = Object.keys(import.meta.glob('./*/*.golden.json')).map(family);
    const families = Object.keys(import.meta.glob('./*/*.kernels.ts')).map(family);
    expect(families.length).toBeGreaterThan(8);
    expect(families.filter((name) => !golden.includes(name))).toEqual([]);
  });
});

const passes = kernels.flatMap((kernel) =>
  Object.entries(kernel.variants).flatMap(([variant, { passes, scratch, barrierFree }]) =>
    passes.map((pass, i) => ({ name: `${kernel.name} ${variant} pass ${i + 1}`, kernel, pass, scratch, barrierFree })),
  ),
);

describe.each(passes.map((p) => [p.name, p] as const))('%s', (_name, { kernel, pass, scratch, barrierFree }) => {
  const wgsl = source(pass);
  const declared = declaredBindings(wgsl);

  it('binds tensors and scratch of its descriptor with their access, element and shape, at most eight', () => {
    expect(declared.length).toBeLessThanOrEqual(8);
    expect(declared.map(({ binding }) => binding)).toEqual(declared.map((_, i) => i));
    const sizes = kernel.cases[0];
    const scratchNames = Object.keys(scratch?.(sizes) ?? {});
    for (const { name, access, element, shape } of declared) {
      if (scratchNames.includes(name)) continue;
      const tensor = kernel.tensors[name];
      expect(tensor, `'${name}' is neither a tensor of ${kernel.name} nor scratch`).toBeDefined();
      if (access === 'read_write') expect(tensor.access, `${name} is written`).not.toBe('read');
      expect(element.includes('u'), `${name} holds integers`).toBe(tensor.element === 'u32');
      expect(shape, `shape comment of ${name}`).toBe(tensor.shape.join(', '));
    }
  });

  it('declares the parameters of its descriptor in order', () => {
    const struct = /struct Params \{([^}]*)\}/.exec(wgsl)?.[1] ?? '';
    const fields = struct
      .split(',')
      .map((field) => field.trim())
      .filter((field) => field !== '');
    expect(fields).toEqual(Object.entries(kernel.params).map(([key, kind]) => `${key}: ${kind}`));
  });

  it('declares every constant it is given', () => {
    const names = [...wgsl.matchAll(/^override (\w+)/gm)].map((match) => match[1]);
    expect(Object.keys(pass.overrides?.(kernel.cases[0]) ?? {}).filter((name) => !names.includes(name))).toEqual([]);
  });

  it('parses, has one entry point called main, uses no float atomics, and has barriers only where it says so', () => {
    const reflected = new WgslReflect(wgsl);
    expect(reflected.entry.compute.map((entry) => entry.name)).toEqual(['main']);
    expect(wgsl).not.toMatch(/atomic<f32>|bitcast<f32>\(atomic/);
    if (barrierFree === true) expect(wgsl).not.toMatch(/workgroupBarrier|workgroupUniformLoad|storageBarrier/);
  });
});
