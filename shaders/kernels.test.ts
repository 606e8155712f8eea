import { describe, expect, it } from 'vitest';
import { WgslReflect } from 'wgsl_reflect/wgsl_reflect.module.js';
import { elements, supported, type Kernel, type Params } from '../src/kernel/kernel.ts';
import { declaredBindings, source } from '../src/kernel/wgsl.ts';
import { noise } from '../src/testing/random.ts';
import { kernels } from './catalogue.ts';

describe('the catalogue', () => {
  it('gives every kernel its own name and every kernel a barrier-free variant', () => {
    expect(new Set(kernels.map((kernel) => kernel.name)).size).toBe(kernels.length);
    const without = kernels.filter((kernel) => !Object.values(kernel.variants).some((v) => v.barrierFree === true));
    expect(without.map((kernel) => kernel.name)).toEqual([]);
  });

  it('leaves a GPU one variant without a figure at any sizes, two where a sum is shared out', () => {
    for (const kernel of kernels) {
      for (const params of kernel.cases) {
        const tried = supported(kernel, params).filter((name) => {
          const { unmeasured, onSoftware } = kernel.variants[name];
          return unmeasured !== true && onSoftware === undefined;
        });
        const alone = tried.filter((name) => !name.startsWith('splitK'));
        expect(alone.length, `${kernel.name} ${JSON.stringify(params)}: ${tried.join(', ')}`).toBeLessThanOrEqual(1);
      }
    }
  });

  it('runs every variant at some case', () => {
    const without = kernels.flatMap((kernel) => {
      const run = new Set(kernel.cases.flatMap((params) => supported(kernel, params)));
      const left = Object.keys(kernel.variants).filter((name) => !run.has(name));
      return left.map((name) => `${kernel.name} ${name}`);
    });
    expect(without).toEqual([]);
  });

  it('has no kernel that nothing launches', () => {
    const sources = Object.values(
      import.meta.glob<string>(['../src/**/*.ts', '!**/*.test.ts', '!../src/testing/**'], {
        query: '?raw',
        import: 'default',
        eager: true,
      }),
    ).filter((text) => text.includes('dispatch('));
    const modules = import.meta.glob<Record<string, unknown>>('./*/*.kernels.ts', { eager: true });
    const names = Object.values(modules).flatMap((module) => Object.keys(module));
    const launched = (name: string): boolean => sources.some((text) => new RegExp(`\\b${name}\\b`).test(text));
    expect(names.length).toBeGreaterThan(30);
    expect(names.filter((name) => !launched(name))).toEqual([]);
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

  it('gives a value to what it declares in a block, which SwiftShader would not clear in each turn of a loop', () => {
    const inBlocks = wgsl.split('\n').filter((line) => /^ {3,}var \w+\s*:[^=]*;/.test(line));
    expect(inBlocks).toEqual([]);
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

describe('a reference that falls into rows', () => {
  const inRows = kernels.filter(({ rows }) => rows !== undefined);

  it.each(inRows.map((kernel) => [kernel.name, kernel] as const))(
    'gives the same bits one row after another as at once: %s',
    (_name, kernel) => {
      for (const params of smallest(kernel)) {
        const [whole, parts] = [tensorsFor(kernel, params), tensorsFor(kernel, params)];
        kernel.reference(whole, params);
        const count = kernel.rows?.count(params) ?? 0;
        for (let from = 0; from < count; from++) kernel.reference(parts, params, { from, to: from + 1 });
        expect(parts).toEqual(whole);
      }
    },
  );

  const alone = inRows.filter(({ rows }) => rows?.own !== undefined || rows?.earlier !== undefined);

  it.each(alone.map((kernel) => [kernel.name, kernel] as const))(
    'gives its last row from the rows that it says it reads: %s',
    (_name, kernel) => {
      const { own = [], earlier = [] } = kernel.rows ?? {};
      for (const params of smallest(kernel)) {
        const count = kernel.rows?.count(params) ?? 0;
        const [whole, last] = [tensorsFor(kernel, params), tensorsFor(kernel, params)];
        for (const name of earlier) expect(whole[name].length % count, name).toBe(0);
        for (const name of own) last[name].fill(0.5, 0, ((count - 1) * last[name].length) / count);
        kernel.reference(whole, params);
        kernel.reference(last, params, { from: count - 1, to: count });
        for (const [name, { access }] of Object.entries(kernel.tensors)) {
          if (access !== 'write') continue;
          const written = [...last[name].keys()].filter((i) => !Number.isNaN(last[name][i])); // by rows or, as lse, not
          expect(written, name).toHaveLength(whole[name].length / count);
          expect(written.map((i) => last[name][i])).toEqual(written.map((i) => whole[name][i]));
        }
      }
    },
  );

  const ending = inRows.filter(({ rows }) => rows?.ends !== undefined);

  it.each(ending.map((kernel) => [kernel.name, kernel] as const))(
    'keeps the rows before the end of a history that grows: %s',
    (_name, kernel) => {
      for (const params of smallest(kernel)) {
        const rows = kernel.rows?.count(params) ?? 0;
        const time = rows / params.batch;
        if (time === 1) continue;
        const [shorter, longer] = [1, 0].map((missing) => {
          const tensors = tensorsFor(kernel, params);
          for (const name of kernel.rows?.ends ?? []) tensors[name].fill(time - missing);
          kernel.reference(tensors, params);
          return tensors.y;
        });
        const kept = (y: Float64Array): Float64Array =>
          y.filter((_, i) => Math.floor((i * rows) / y.length) % time < time - 1);
        expect(kept(longer)).toEqual(kept(shorter));
        expect(longer).not.toEqual(shorter);
      }
    },
  );

  const going = inRows.filter(({ rows }) => rows?.inOrder !== undefined);

  it.each(going.map((kernel) => [kernel.name, kernel] as const))(
    'goes on from a row that changed as from the beginning: %s',
    (_name, kernel) => {
      const { inOrder = [] } = kernel.rows ?? {};
      for (const params of smallest(kernel)) {
        const count = kernel.rows?.count(params) ?? 0;
        const changedFrom = Math.floor(count / 2);
        const [whole, gone] = [tensorsFor(kernel, params), tensorsFor(kernel, params)];
        kernel.reference(gone, params);
        for (const name of inOrder) {
          const change = (values: Float64Array): Float64Array =>
            values.fill(0.5, (changedFrom * values.length) / count);
          change(whole[name]);
          change(gone[name]);
        }
        kernel.reference(whole, params);
        kernel.reference(gone, params, { from: changedFrom, to: count });
        expect(gone).toEqual(whole);
      }
    },
  );

  /** A few small cases of a kernel. */
  const smallest = ({ cases, tensors }: Kernel): Params[] => {
    const total = (params: Params): number =>
      Object.values(tensors).reduce((sum, binding) => sum + elements(binding, params), 0);
    return cases.filter((params) => total(params) < 20_000).slice(0, 8);
  };

  const tensorsFor = (kernel: Kernel, params: Params): Record<string, Float64Array> => {
    const given = kernel.inputs?.(params) ?? {};
    return Object.fromEntries(
      Object.entries(kernel.tensors).map(([name, binding], i) => {
        const wanted = given[name];
        const values = wanted === undefined ? noise(elements(binding, params), i) : Float64Array.from(wanted);
        return [name, binding.access === 'write' ? values.fill(NaN) : values];
      }),
    );
  };
});
