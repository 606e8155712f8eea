import { DeviceError, DeviceLostError, NoGpuError } from '../core/errors.ts';
import { patiently } from '../core/patience.ts';
import { openGpu, type AdapterReport, type Gpu } from '../gpu/device.ts';
import { Pipelines } from '../gpu/pipelines.ts';
import { GpuMachine } from '../runtime/gpu_machine.ts';
import type { Machine } from '../runtime/machine.ts';
import { Processor, PROCESSOR_KEY } from '../runtime/processor.ts';
import { onMachine, type Executor } from '../runtime/program.ts';
import { Tuner, type Choices, type KnownAdapter } from '../runtime/tuning.ts';
import type { Platform } from './platform.ts';

/** A device with its compiled pipelines. */
export interface GpuSession {
  readonly gpu: Gpu;
  readonly pipelines: Pipelines;
}

/** What computes: the GPU, the processor, or the processor where there is no GPU. */
export type Computing = 'gpu' | 'cpu' | 'either';

/** Opens the device when it is first needed, and again after it was lost. */
export class GpuSessions {
  private readonly platform: Platform;
  /** What is asked to compute. */
  computing: Computing = 'either';
  private current: Promise<GpuSession> | null = null;
  /** Of the device opened last; null before one was. Asking does not open one. */
  report: AdapterReport | null = null;
  private losses = 0;
  private latest: GpuSession | null = null;
  /** Ends with the last measurement that was asked for. */
  private measured: Promise<void> = Promise.resolve();
  /** By adapter, read from storage once a session: it is asked for with every estimate. */
  private readonly memory = new Map<string, Promise<Choices>>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  async get(): Promise<GpuSession> {
    const opening = (this.current ??= this.open());
    const { gpu } = await opening;
    if (gpu.lostReason === null && gpu.fault === null) return opening;
    if (this.current === opening) {
      if (gpu.lostReason !== null) this.losses++;
      // Whatever still runs on a device with an uncaught error meets a lost device, and recovers on the new one.
      else gpu.destroy();
      this.current = this.open();
    }
    return this.get();
  }

  /** Measures one thing after another; a run that is to be set up waits for `whenMeasured`. */
  measuring<T>(work: () => Promise<T>): Promise<T> {
    const answer = this.measured.then(work);
    const over = (): void => undefined; // whoever asked hears of a failure
    this.measured = answer.then(over, over);
    return answer;
  }

  /** When nothing is measured any more. */
  get whenMeasured(): Promise<void> {
    return this.measured;
  }

  /**
   * What computes plans, as `on` or else `computing` has it: where a browser gives no device, the processor. On a GPU with what is
   * remembered of its adapter, or with the choices of the run that is repeated.
   * @throws DeviceError, DeviceLostError
   */
  async machine(recorded?: Choices, on: Computing = this.computing): Promise<Machine> {
    if (on === 'cpu') return this.processor();
    try {
      const { gpu, pipelines } = await this.get();
      const tuner = new Tuner(gpu, pipelines, recorded ?? (await this.recall(gpu.report.key)));
      return new GpuMachine(gpu, pipelines, tuner);
    } catch (error) {
      if (on === 'gpu' || !(error instanceof NoGpuError)) throw error;
      return this.processor();
    }
  }

  /** What would compute, as `machine` chooses it. @throws DeviceError, DeviceLostError */
  async adapter(on: Computing = this.computing): Promise<AdapterReport> {
    if (on !== 'cpu') {
      try {
        return (await this.get()).gpu.report;
      } catch (error) {
        if (on === 'gpu' || !(error instanceof NoGpuError)) throw error;
      }
    }
    return (this.report = await Processor.about());
  }

  /** What computes as an adapter did, which alone gives its bits, as far as it is here. @param key  of the adapter; empty: of none */
  computingAs(key: string): Computing {
    if (key === PROCESSOR_KEY) return 'cpu';
    return key !== '' && this.computing === 'cpu' ? 'either' : this.computing;
  }

  private async processor(): Promise<Machine> {
    const machine = await Processor.open();
    this.report = machine.report;
    return machine;
  }

  /** What is remembered of an adapter, without opening it. */
  async known(adapter: AdapterReport | null): Promise<KnownAdapter> {
    if (adapter === null) return { software: false, choices: {} };
    return { software: adapter.software, choices: await this.recall(adapter.key) };
  }

  /** Remembers what a tuner chose; what cannot be saved is measured again by the next session. */
  async remember({ report: { key }, choices }: Machine): Promise<void> {
    const known = await this.recall(key);
    if (Object.entries(choices).every(([use, variant]) => known[use] === variant)) return;
    const all = { ...known, ...choices };
    this.memory.set(key, Promise.resolve(all));
    await orNothing(this.platform.choices.save(key, all));
  }

  /** Works with programs on the machine, and remembers what was chosen for them. */
  async executing<T>(
    work: (executor: Executor, report: AdapterReport) => Promise<T>,
    on: Computing = this.computing,
  ): Promise<T> {
    const machine = await this.machine(undefined, on);
    try {
      const made = await work(onMachine(machine), machine.report);
      await this.remember(machine);
      return made;
    } catch (error) {
      throw await machine.meaning(error);
    }
  }

  /** Gives up a device that does not answer: the next call opens another one. */
  abandon(machine: Machine): void {
    if (!(machine instanceof GpuMachine)) return;
    if (this.latest?.gpu === machine.gpu) this.current = this.latest = null;
    machine.gpu.destroy();
  }

  /** Whether the device opened last is gone; asked after an error, which the news of the loss may follow by a moment. */
  async isLost(): Promise<boolean> {
    if (this.latest === null) return false;
    const { gpu } = this.latest;
    const moment = new Promise((resolve) => setTimeout(resolve, NEWS_MILLISECONDS));
    if (gpu.lostReason === null) await Promise.race([gpu.device.lost, moment]);
    return gpu.lostReason !== null;
  }

  private recall(key: string): Promise<Choices> {
    const known = this.memory.get(key) ?? orNothing(this.platform.choices.load(key)).then((found) => found ?? {});
    this.memory.set(key, known);
    return known;
  }

  private async open(): Promise<GpuSession> {
    try {
      const opening = this.platform.gpu().then(openGpu);
      const gpu = await patiently(opening, {
        seconds: DEVICE_SECONDS,
        refuse: noDevice,
        late: (late) => late.destroy(),
      });
      this.report = gpu.report;
      this.latest = { gpu, pipelines: new Pipelines(gpu.device) };
      return this.latest;
    } catch (error) {
      this.current = null; // the next call asks again
      if (this.losses === 0 || !(error instanceof DeviceError)) throw error;
      // Chrome gives a tab no adapter for a while after its second crash of the GPU within two minutes.
      throw new DeviceLostError(`the graphics device was lost and the browser gives no other one (${error.message})`);
    }
  }
}

/** A browser that starts its GPU process on a busy machine takes a few seconds. */
const DEVICE_SECONDS = 60;

const noDevice = (): Error =>
  new DeviceError(
    `WebGPU: the browser has not given a graphics device for ${DEVICE_SECONDS} s; reload the page, or restart the browser`,
  );

/** Storage of what is only a memory is not waited for longer. */
const MEMORY_SECONDS = 20;

/** What `work` gives, or null where it fails or never answers. */
const orNothing = <T>(work: Promise<T>): Promise<T | null> =>
  patiently(work, {
    seconds: MEMORY_SECONDS,
    refuse: () => new Error(`the storage has not answered for ${MEMORY_SECONDS} s`),
  }).catch(() => null);

/** Real crashes were told within 203 ms. */
const NEWS_MILLISECONDS = 500;
