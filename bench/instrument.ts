/** WebGPU work of one or more devices since they were made; bytes are of buffers made and not yet destroyed. */
export interface Ledger {
  dispatches: number;
  submits: number;
  bindGroups: number;
  buffers: number;
  pipelines: number;
  liveBytes: number;
  peakBytes: number;
}

const emptyLedger = (): Ledger => ({
  dispatches: 0,
  submits: 0,
  bindGroups: 0,
  buffers: 0,
  pipelines: 0,
  liveBytes: 0,
  peakBytes: 0,
});

/** Ledgers of all devices, in the order in which they were requested. */
const ledgers: Ledger[] = [];
/** The ledger of a device, queue, encoder, pass or buffer. */
const owners = new WeakMap<object, Ledger>();

type Method = (this: object, ...args: unknown[]) => unknown;

/** Calls `note(ledger of this, result, this)` after every call of `prototype[method]` on an object that has a ledger. */
function after(prototype: object, method: string, note: (ledger: Ledger, result: unknown, self: object) => void): void {
  const original = Reflect.get(prototype, method) as Method;
  const counted: Method = function (...args) {
    const result = original.apply(this, args);
    const ledger = owners.get(this);
    if (ledger !== undefined) note(ledger, result, this);
    return result;
  };
  Reflect.set(prototype, method, counted);
}

const inherit = (ledger: Ledger, result: unknown): void => {
  if (typeof result === 'object' && result !== null) owners.set(result, ledger);
};

/** Starts counting. Must run before any library asks for a device. */
export function instrument(): void {
  const request = Reflect.get(GPUAdapter.prototype, 'requestDevice') as Method;
  Reflect.set(GPUAdapter.prototype, 'requestDevice', async function (this: object, ...args: unknown[]) {
    const device = (await request.apply(this, args)) as GPUDevice;
    const ledger = emptyLedger();
    ledgers.push(ledger);
    owners.set(device, ledger).set(device.queue, ledger);
    return device;
  });

  after(GPUDevice.prototype, 'createCommandEncoder', inherit);
  after(GPUCommandEncoder.prototype, 'beginComputePass', inherit);
  for (const method of ['dispatchWorkgroups', 'dispatchWorkgroupsIndirect']) {
    after(GPUComputePassEncoder.prototype, method, (ledger) => ledger.dispatches++);
  }
  after(GPUQueue.prototype, 'submit', (ledger) => ledger.submits++);
  after(GPUDevice.prototype, 'createBindGroup', (ledger) => ledger.bindGroups++);
  for (const method of ['createComputePipeline', 'createComputePipelineAsync']) {
    after(GPUDevice.prototype, method, (ledger) => ledger.pipelines++);
  }
  after(GPUDevice.prototype, 'createBuffer', (ledger, buffer) => {
    inherit(ledger, buffer);
    ledger.buffers++;
    ledger.liveBytes += (buffer as GPUBuffer).size;
    ledger.peakBytes = Math.max(ledger.peakBytes, ledger.liveBytes);
  });
  after(GPUBuffer.prototype, 'destroy', (ledger, _, buffer) => {
    ledger.liveBytes -= (buffer as GPUBuffer).size;
    owners.delete(buffer);
  });
}

/** How many devices have been requested so far. */
export const deviceCount = (): number => ledgers.length;

/** The sum of the ledgers of devices `from` to `to` − 1, as it is now. */
export function countsOf(from: number, to: number): Ledger {
  const sum = emptyLedger();
  for (const ledger of ledgers.slice(from, to)) {
    for (const key of Object.keys(sum) as (keyof Ledger)[]) sum[key] += ledger[key];
  }
  return sum;
}
