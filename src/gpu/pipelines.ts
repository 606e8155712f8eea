import { DeviceError } from '../core/errors.ts';
import type { Kernel, Params, Pass } from '../kernel/kernel.ts';
import { declaredBindings, packParams, source, type Declared } from '../kernel/wgsl.ts';

/** A compiled pass and how its buffers are bound. */
export interface Compiled {
  readonly pipeline: GPUComputePipeline;
  readonly tensors: GPUBindGroupLayout;
  readonly uniforms: GPUBindGroupLayout;
  readonly bindings: readonly Declared[];
}

const MAX_GROUPS_PER_DIMENSION = 65_535;

/** Splits a workgroup count into (x, y), each at most 65,535; kernels drop the surplus. */
export function grid(count: number): [number, number] {
  const y = Math.max(1, Math.ceil(count / MAX_GROUPS_PER_DIMENSION));
  return [Math.ceil(count / y), y];
}

/** What makes two passes one pipeline. */
export const pipelineKey = (pass: Pass, params: Params): string =>
  `${JSON.stringify(pass.overrides?.(params) ?? {})}\n${source(pass)}`;

/** Compiles each distinct (program, constants) once per device, asynchronously. */
export class Pipelines {
  private readonly device: GPUDevice;
  private readonly compiled = new Map<string, Promise<Compiled>>();
  private readonly modules = new Map<string, GPUShaderModule>();
  private readonly layouts = new Map<string, GPUBindGroupLayout>();
  private readonly uniforms: GPUBindGroupLayout;
  private answers = 0;

  constructor(device: GPUDevice) {
    this.device = device;
    this.uniforms = device.createBindGroupLayout({
      label: 'params',
      entries: [{ binding: 0, visibility: GPUShaderStage.COMPUTE, buffer: { type: 'uniform' } }],
    });
  }

  get count(): number {
    return this.compiled.size;
  }

  /** How many of them the driver has answered about. */
  get answered(): number {
    return this.answers;
  }

  get(kernel: Kernel, pass: Pass, params: Params): Promise<Compiled> {
    const key = pipelineKey(pass, params);
    let compiled = this.compiled.get(key);
    if (compiled === undefined) {
      compiled = this.compile(kernel.name, source(pass), pass.overrides?.(params) ?? {});
      this.compiled.set(key, compiled);
    }
    return compiled;
  }

  private async compile(name: string, code: string, constants: Readonly<Record<string, number>>): Promise<Compiled> {
    const bindings = declaredBindings(code);
    const tensors = this.layout(bindings);
    const layout = this.device.createPipelineLayout({ label: name, bindGroupLayouts: [tensors, this.uniforms] });
    const compute = { module: this.module(name, code), entryPoint: 'main', constants: { ...constants } };
    try {
      const pipeline = await this.device.createComputePipelineAsync({ label: name, layout, compute });
      return { pipeline, tensors, uniforms: this.uniforms, bindings };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new DeviceError(`${name}: the graphics driver refuses this kernel: ${reason}`);
    } finally {
      this.answers++;
    }
  }

  private module(name: string, code: string): GPUShaderModule {
    let module = this.modules.get(code);
    if (module === undefined) {
      module = this.device.createShaderModule({ label: name, code });
      this.modules.set(code, module);
    }
    return module;
  }

  private layout(bindings: readonly Declared[]): GPUBindGroupLayout {
    const signature = bindings.map(({ binding, access }) => `${binding} ${access}`).join(',');
    let layout = this.layouts.get(signature);
    if (layout === undefined) {
      layout = this.device.createBindGroupLayout({
        label: signature,
        entries: bindings.map(({ binding, access }) => ({
          binding,
          visibility: GPUShaderStage.COMPUTE,
          buffer: { type: access === 'read' ? 'read-only-storage' : 'storage' },
        })),
      });
      this.layouts.set(signature, layout);
    }
    return layout;
  }
}

/** The uniform block of one launch, as bytes. */
export const uniformBytes = (kernel: Kernel, params: Params): Uint8Array<ArrayBuffer> =>
  new Uint8Array(packParams(kernel, params));
