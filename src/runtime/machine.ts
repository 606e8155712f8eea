import type { Held } from '../gpu/buffers.ts';
import type { AdapterReport } from '../gpu/device.ts';
import type { Choices, Plan, Request } from './plan.ts';

/** Memory of a machine. */
export interface Storage extends Held {
  /** Bytes. */
  readonly size: number;
}

/** A plan made ready: computed again and again without anything being made. */
export interface Prepared extends Held {
  readonly dispatches: number;
  /** Bytes of what it owns: values within a step, and parameters of kernels. */
  readonly bytes: number;
}

/** Bytes that are copied from one storage to another. */
export interface Copy {
  readonly from: Storage;
  readonly fromByte: number;
  readonly to: Storage;
  readonly toByte: number;
  readonly bytes: number;
}

/** Reads a storage again and again, one reading at a time. */
export interface Reader extends Held {
  /** Bytes that it needs to read. */
  readonly bytes: number;
  /** @throws DeviceLostError, DeviceError; `during` says what went on */
  read(during: string): Promise<ArrayBuffer>;
}

/** What computes plans: a GPU, or the processor. What it is asked for it does in that order. */
export interface Machine {
  readonly report: AdapterReport;
  /** Variants that were chosen here, by kernel and sizes. */
  readonly choices: Choices;
  /** Grows while plans are made ready. */
  readonly progress: number;
  /**
   * Memory for `count` 4-byte elements; `use` says what needs it.
   * @throws DeviceError where it is more than this machine gives
   */
  storage(label: string, count: number, use: string): Storage;
  write(to: Storage, data: ArrayBuffer | Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>): void;
  /** Plans what is requested and makes it ready; `storages` are those that its slices name, which stay the caller's. */
  prepare(request: Omit<Request, 'choose'>, storages: ReadonlyMap<string, Storage>): Promise<Prepared>;
  /** Computes a plan and copies behind it. Returns without waiting. */
  submit(prepared: Prepared, copies?: readonly Copy[]): void;
  reader(of: Storage): Reader;
  /** Resolves when everything submitted so far has run. Says nothing about a lost device: only readings do. */
  drained(): Promise<void>;
  /** @throws DeviceLostError, DeviceError where the machine is gone or has reported an error */
  check(during: string): void;
  /** What a failure on this machine means. */
  meaning(error: unknown): Promise<unknown>;
}

/** What a plan's storage is needed for, for errors: the first kernel that uses it. */
export const userOf = ({ launches }: Plan, buffer: string): string =>
  launches.find(({ slices }) => Object.values(slices).some((slice) => slice.buffer === buffer))?.kernel.name ?? buffer;

/** Reads a storage once. @throws DeviceLostError, DeviceError */
export async function readOnce(machine: Machine, of: Storage, during: string): Promise<ArrayBuffer> {
  const reader = machine.reader(of);
  try {
    return await reader.read(during);
  } finally {
    reader.destroy();
  }
}
