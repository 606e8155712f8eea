import type { Gpu } from '../gpu/device.ts';
import { pipelineKey, type Pipelines } from '../gpu/pipelines.ts';
import { supported, type Kernel, type Params } from '../kernel/kernel.ts';
import type { Choices } from './plan.ts';
import { Replay } from './replay.ts';
import { alone } from './run_once.ts';
import { millisecondsOf, repeatsFor } from './timing.ts';

export type { Choices };

const keyOf = (kernel: Kernel, params: Params): string => {
  const sizes = Object.entries(kernel.params)
    .filter(([name, kind]) => kind === 'u32' && !NOT_A_SIZE.has(name))
    .map(([name]) => `${name}=${params[name]}`);
  return `${kernel.name} ${sizes.join(' ')}`;
};

/** What is known of an adapter: enough to name variants without a device. */
export interface KnownAdapter {
  readonly software: boolean;
  readonly choices: Choices;
}

/** Names the variant that a tuner with this knowledge runs when it measures nothing more. */
export function choosing({ software, choices }: KnownAdapter): (kernel: Kernel, params: Params) => string {
  return (kernel, params) => {
    const remembered = choices[keyOf(kernel, params)];
    const runs = remembered !== undefined && runnable(kernel, params, software).includes(remembered);
    return runs ? remembered : candidatesOf(kernel, params, software)[0];
  };
}

/** A kernel at sizes: what a plan launches. */
interface Use {
  readonly kernel: Kernel;
  readonly params: Params;
}

/** What a first use asks of an adapter of which nothing is remembered. */
export interface FirstUse {
  readonly pipelines: number;
  /** Variants that are run to find out how long they take. */
  readonly timed: number;
}

/** What `prepare` of a tuner does for these uses where it knows nothing. */
export function firstUse(uses: readonly Use[], software: boolean): FirstUse {
  const distinct = [...new Map(uses.map((use) => [keyOf(use.kernel, use.params), use])).values()];
  const candidates = distinct.map(({ kernel, params }) => candidatesOf(kernel, params, software));
  const pipelines = distinct.flatMap(({ kernel, params }, i) =>
    candidates[i].flatMap((name) => kernel.variants[name].passes.map((pass) => pipelineKey(pass, params))),
  );
  const timed = candidates.reduce((sum, { length }) => sum + (length === 1 ? 0 : length), 0);
  return { pipelines: new Set(pipelines).size, timed };
}

/** What an adapter tries where nothing is remembered: a GPU, no variant without a figure that has an alternative. */
function candidatesOf(kernel: Kernel, params: Params, software: boolean): string[] {
  const all = runnable(kernel, params, software);
  if (software) return all;
  const tried = all.filter((name) => kernel.variants[name].unmeasured !== true);
  return tried.length > 0 ? tried : all.slice(0, 1);
}

/** The variants that an adapter may be asked for by name. */
function runnable(kernel: Kernel, params: Params, software: boolean): string[] {
  const all = supported(kernel, params).filter((name) => {
    const pays = kernel.variants[name].onSoftware;
    return pays === undefined || (software && pays(params));
  });
  if (all.length === 0) throw new Error(`${kernel.name}: no variant supports ${JSON.stringify(params)}`);
  const barrierFree = all.filter((name) => kernel.variants[name].barrierFree === true);
  return software && barrierFree.length > 0 ? barrierFree.slice(0, 1) : all;
}

interface Candidates extends Use {
  readonly candidates: readonly string[];
}

/** u32 parameters that do not change how long a kernel takes. */
const NOT_A_SIZE = new Set(['seed', 'site', 'threshold']);

/**
 * Chooses a variant for each kernel and size by running the candidates once they are first needed. Software adapters pay
 * so dearly for barriers (2 to 60 times on SwiftShader, docs/kernels.md) that nothing is measured there: they take the
 * first barrier-free variant a descriptor lists, the widest that fits.
 */
export class Tuner {
  private readonly gpu: Gpu;
  private readonly pipelines: Pipelines;
  private readonly chosen: Map<string, string>;
  /** What was asked for here, of all that is remembered of the adapter. */
  private readonly used = new Map<string, string>();
  private measurements = 0;

  /** `remembered` comes from an earlier session on this adapter, or from the run that is resumed. */
  constructor(gpu: Gpu, pipelines: Pipelines, remembered: Choices = {}) {
    this.gpu = gpu;
    this.pipelines = pipelines;
    this.chosen = new Map(Object.entries(remembered));
  }

  /** The variants that were chosen here: those of a run, where it has this tuner to itself. */
  get choices(): Choices {
    return Object.fromEntries([...this.used].sort(([a], [b]) => a.localeCompare(b)));
  }

  /** How many candidates were run to find out how long they take. */
  get measured(): number {
    return this.measurements;
  }

  /** The variant to run; `prepare` has measured it, or there is nothing to measure. */
  choose(kernel: Kernel, params: Params): string {
    const { software } = this.gpu.report;
    const choice = choosing({ software, choices: Object.fromEntries(this.chosen) })(kernel, params);
    this.used.set(keyOf(kernel, params), choice);
    return choice;
  }

  /** Measures what is not yet known among these kernels and sizes. */
  async prepare(uses: readonly Use[]): Promise<void> {
    const unknown = new Map(
      uses.map(({ kernel, params }) => [
        keyOf(kernel, params),
        { kernel, params, candidates: this.candidates(kernel, params) },
      ]),
    );
    for (const key of this.chosen.keys()) unknown.delete(key);
    await this.compile([...unknown.values()]);
    for (const [key, { kernel, params, candidates }] of unknown) {
      this.chosen.set(key, candidates.length === 1 ? candidates[0] : await this.fastest(kernel, params, candidates));
    }
  }

  /** Drivers compile in parallel what is asked for at once. */
  private async compile(uses: readonly Candidates[]): Promise<void> {
    await Promise.all(
      uses.flatMap(({ kernel, params, candidates }) =>
        candidates.flatMap((name) =>
          kernel.variants[name].passes.map((pass) => this.pipelines.get(kernel, pass, params)),
        ),
      ),
    );
  }

  private candidates(kernel: Kernel, params: Params): string[] {
    return candidatesOf(kernel, params, this.gpu.report.software);
  }

  private async fastest(kernel: Kernel, params: Params, candidates: readonly string[]): Promise<string> {
    let best = candidates[0];
    let least = Infinity;
    for (const variant of candidates) {
      const milliseconds = await this.measure(kernel, params, variant);
      // A later candidate must win clearly, so that noise does not change the choice between sessions.
      if (milliseconds < least * 0.95) [best, least] = [variant, milliseconds];
    }
    return best;
  }

  /** Milliseconds of one run: the best of three batches, each long enough for the clock. */
  private async measure(kernel: Kernel, params: Params, variant: string): Promise<number> {
    const replay = await Replay.prepare(this.gpu, this.pipelines, alone(kernel, params, variant), new Map());
    const batch = (repeats: number): Promise<number> => millisecondsOf(this.gpu, replay, repeats);
    this.measurements++;
    try {
      const first = await batch(1);
      if (first > SLOW) return first;
      const repeats = repeatsFor(first, 2, 20);
      return Math.min(await batch(repeats), await batch(repeats), await batch(repeats));
    } finally {
      replay.destroy();
    }
  }
}

/** Milliseconds above which one run is measurement enough. */
const SLOW = 20;
