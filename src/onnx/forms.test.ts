import { describe, expect, it } from 'vitest';
import { kernels } from '../../shaders/catalogue.ts';
import { size } from '../core/shape.ts';
import { elements, extents, type Kernel, type Params } from '../kernel/kernel.ts';
import type { OnnxForm, Value } from '../kernel/onnx_form.ts';
import { testInputs } from '../runtime/conformance.ts';
import { onnxFile } from './file.ts';
import { onnxForms } from './forms.ts';
import { GraphWriter, HISTORIES } from './graph_writer.ts';
import { FLOAT } from './proto.ts';
import { openSession } from './session.ts';
import { inOnePiece } from './wire.ts';

/** Elements that a case may have: those of a GPU's boundaries say nothing here. */
const MOST = 6000;
const CASES = 2;

/** A few of a kernel's cases, without dropout, of which there is none in what is exported. */
function casesOf({ cases, tensors }: Kernel): readonly Params[] {
  const small = cases.filter((params: Params) => {
    const count = Object.values(tensors).reduce((sum, binding) => sum + elements(binding, params), 0);
    return count <= MOST && (params.threshold ?? 0) === 0;
  });
  const step = Math.max(1, small.length / CASES);
  return Array.from({ length: Math.min(CASES, small.length) }, (_, i) => small[Math.floor(i * step)]);
}

/** The inputs of a case, and what the reference makes of them. */
function referred(kernel: Kernel, params: Params) {
  const inputs = testInputs(kernel, params);
  const tensors = Object.fromEntries(Object.entries(inputs).map(([name, values]) => [name, values.slice()]));
  kernel.reference(tensors, params);
  return { params, inputs, tensors };
}

/** Writes a form for the inputs of a case, which are constants. Returns the names of the tensors that it writes. */
function writeCase(g: GraphWriter, form: OnnxForm, n: number, of: ReturnType<typeof referred>): string[] {
  const { params, inputs } = of;
  const read: Record<string, Value> = {};
  for (const [name, binding] of Object.entries(form.kernel.tensors)) {
    if (binding.access === 'write') continue;
    const values = inputs[name];
    const stored = binding.element === 'f32' ? Float32Array.from(values) : BigInt64Array.from(values, BigInt);
    read[name] = g.initializer(`given ${name} ${n}`, extents(binding, params), stored);
  }
  const outputs = Object.entries(form.write(g, read, params)).flatMap(([name, value]) =>
    value ? [{ name, value }] : [],
  );
  for (const { name, value } of outputs) {
    const isWhole = form.kernel.tensors[name].element === 'u32';
    const told = isWhole ? g.node('Cast', [value], { to: FLOAT }) : value;
    g.output(g.named(told, `told ${name} ${n}`), FLOAT, null);
  }
  return outputs.map(({ name }) => name);
}

it('has a form of kernels that there are, each by one name', () => {
  expect(onnxForms.size).toBeGreaterThan(20);
  for (const { kernel } of onnxForms.values()) expect(kernels).toContain(kernel);
});

// What holds for every form that there is: nobody edits this file for a new one.
describe.each([...onnxForms])('the ONNX form of %s', (_name, form) => {
  it('gives what the reference gives, of its shape', async () => {
    const { kernel } = form;
    const cases = casesOf(kernel).map((params) => referred(kernel, params));
    expect(cases.length).toBeGreaterThan(0);
    for (const batch of new Set(cases.map(({ params }) => params.batch ?? 1))) {
      const g = new GraphWriter();
      g.initializer(HISTORIES, [1], BigInt64Array.of(BigInt(batch)));
      const alike = cases.filter(({ params }) => (params.batch ?? 1) === batch);
      const written = alike.map((each, n) => writeCase(g, form, n, each));
      const session = await openSession(inOnePiece(onnxFile(g.graph('form'), { version: '', commit: '' }, '')));
      for (const [n, { params, tensors }] of alike.entries()) {
        expect(written[n].length).toBeGreaterThan(0);
        const { absolute, relative } = kernel.tolerance(params);
        for (const name of written[n]) {
          const { data: said } = await session.run({}, `told ${name} ${n}`);
          expect(said.length).toBe(size(extents(kernel.tensors[name], params)));
          const ratio = said.reduce((most, value, i) => {
            const expected = tensors[name][i];
            const apart = Math.abs(value - expected) / (absolute + relative * Math.abs(expected));
            return apart <= most ? most : apart;
          }, 0);
          expect(ratio, `${name} of ${JSON.stringify(params)}`).toBeLessThanOrEqual(1);
        }
      }
      await session.release();
    }
  });
});
