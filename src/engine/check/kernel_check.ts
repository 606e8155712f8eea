import { kernels } from '../../../shaders/catalogue.ts';
import { SettingsError } from '../../core/errors.ts';
import { byValue, fields, number, oneOf, perhaps, whole, type Fields, type Schema } from '../../core/schema.ts';
import { elements, supported, type Kernel, type Params } from '../../kernel/kernel.ts';
import { conform } from '../../runtime/conformance.ts';
import { casesToTime, timeSideBySide } from '../../runtime/side_by_side.ts';
import type { KernelCheck, KernelReport } from './messages.ts';
import type { GpuSession } from '../gpu_session.ts';

const LARGEST_WORD = 2 ** 32 - 1;
const MOST_ROUNDS = 1000;
const ROUNDS = 5;

/** Elements of all tensors together that are filled with test inputs. */
const MOST_ELEMENTS = 2 ** 28;

/** What may be asked of one kernel: its own variants, at sizes of its own parameters. */
const checkOf = (name: string, { params, tensors, variants }: Kernel): Schema<KernelCheck> => {
  const extents = new Set(Object.values(tensors).flatMap(({ shape }) => shape));
  const sizes = Object.entries(params).map(([key, kind]) => [
    key,
    perhaps(kind === 'f32' ? number : whole(extents.has(key) ? 1 : 0, LARGEST_WORD)),
  ]);
  return fields<KernelCheck>({
    name: oneOf([name]),
    variant: perhaps(oneOf(Object.keys(variants))),
    sizes: perhaps(fields(Object.fromEntries(sizes) as Fields<Readonly<Record<string, number>>>)),
    rounds: perhaps(whole(1, MOST_ROUNDS)),
  });
};

const unknownKernel: Schema<KernelCheck> = fields<KernelCheck>({
  name: oneOf(kernels.map(({ name }) => name)),
  variant: perhaps(oneOf([])),
  sizes: perhaps(fields({})),
  rounds: perhaps(whole(1, MOST_ROUNDS)),
});

const schemas = new Map<unknown, Schema<KernelCheck>>(
  kernels.map((kernel) => [kernel.name, checkOf(kernel.name, kernel)]),
);

/** What may be asked of a kernel, by its name. */
export const kernelCheck: Schema<KernelCheck> = byValue('name', (name) => schemas.get(name) ?? unknownKernel);

/** What is checked and what is timed: nothing of it needs a device. */
interface Work {
  readonly kernel: Kernel;
  readonly checked: readonly { readonly params: Params; readonly variants: readonly string[] }[];
  readonly timed: readonly { readonly params: Params; readonly variants: readonly string[] }[];
  readonly rounds: number;
}

/** @throws SettingsError where nothing would be timed, or too much */
export function kernelWork({ name, variant, sizes, rounds = ROUNDS }: KernelCheck): Work {
  const kernel = kernels.find((candidate) => candidate.name === name);
  if (kernel === undefined) throw new SettingsError(`kernel: there is no ${name}`); // the schema has said so before
  const all = Object.keys(kernel.variants);
  const wanted = variant === undefined ? all : [variant];
  // The variant that is asked about stands first, so that the others are compared with it.
  const ordered = [...wanted, ...all.filter((other) => !wanted.includes(other))];
  const usual = casesToTime(kernel, wanted);
  const timed = (sizes === undefined ? usual : [{ ...usual[0], ...sizes }]).map((params) => {
    const runs = supported(kernel, params);
    return { params, variants: ordered.filter((other) => runs.includes(other)) };
  });
  for (const { params, variants } of timed) {
    if (!wanted.some((other) => variants.includes(other))) {
      const at = JSON.stringify(params);
      throw new SettingsError(`kernel: ${name} has no ${wanted.join(' or ')} at ${at}; give other sizes`);
    }
    const asked = Object.values(kernel.tensors).reduce((sum, binding) => sum + elements(binding, params), 0);
    if (asked > MOST_ELEMENTS) {
      throw new SettingsError(`kernel: these sizes ask for ${asked} elements, expected at most ${MOST_ELEMENTS}`);
    }
    if (sizes !== undefined) checkTogether(kernel, params);
  }
  const checked = kernel.cases.map((params) => {
    const runs = supported(kernel, params);
    return { params, variants: wanted.filter((other) => runs.includes(other)) };
  });
  return { kernel, checked, timed, rounds };
}

/** Extents that depend on one another, as bounds on the vocabulary. @throws SettingsError where these do not fit together */
function checkTogether(kernel: Kernel, params: Params): void {
  for (const [name, values] of Object.entries(kernel.inputs?.(params) ?? {})) {
    const wanted = elements(kernel.tensors[name], params);
    if (values?.length === wanted) continue;
    throw new SettingsError(
      `kernel: these sizes do not fit together: ${name} has ${values?.length ?? 0} elements, expected ${wanted}; ` +
        `its shape is (${kernel.tensors[name].shape.join(', ')})`,
    );
  }
}

/** Checks a kernel on its cases, then times its variants; `told` hears the fraction done. */
export async function checkKernel(
  { gpu, pipelines }: GpuSession,
  { kernel, checked, timed, rounds }: Work,
  told: (done: number) => void,
): Promise<KernelReport> {
  const all = checked.length + timed.length * rounds;
  let done = 0;
  const tell = (): void => told(++done / all);
  const checks = [];
  for (const { params, variants } of checked) {
    checks.push(...(await conform(gpu, pipelines, kernel, params, variants)));
    tell();
  }
  const timings = [];
  for (const { params, variants } of timed) {
    const times = await timeSideBySide(gpu, pipelines, kernel, params, { variants, rounds }, tell);
    const marked = times.map((time) => {
      const { barrierFree = false, unmeasured = false, onSoftware } = kernel.variants[time.variant];
      return { ...time, barrierFree, unmeasured, softwareOnly: onSoftware !== undefined };
    });
    timings.push({ case: params, rounds, variants: marked });
  }
  const passed = checks.filter(({ pass }) => pass).length;
  return { adapter: gpu.report, kernel: kernel.name, checks, passed, failed: checks.length - passed, timings };
}
