/** What a stretch of GPU work asked of the device. */
export interface Counts {
  dispatches: number;
  submits: number;
  buffersCreated: number;
  bindGroupsCreated: number;
  /** Buffers mapped for reading. */
  mappings: number;
}

/**
 * Counts calls on `device` and what it makes, from now on, by wrapping its methods. For measurements only: the wrapping
 * stays until the device goes.
 */
export function instrument(device: GPUDevice): Counts {
  const counts: Counts = { dispatches: 0, submits: 0, buffersCreated: 0, bindGroupsCreated: 0, mappings: 0 };
  wrap(device, 'createBindGroup', () => counts.bindGroupsCreated++);
  wrap(device.queue, 'submit', () => counts.submits++);
  wrap(device, 'createBuffer', (buffer) => {
    counts.buffersCreated++;
    wrap(buffer, 'mapAsync', () => counts.mappings++);
  });
  wrap(device, 'createCommandEncoder', (encoder) => {
    wrap(encoder, 'beginComputePass', (pass) => {
      wrap(pass, 'dispatchWorkgroups', () => counts.dispatches++);
    });
  });
  return counts;
}

type Methods<T> = { [K in keyof T]: T[K] extends (...args: never[]) => unknown ? K : never }[keyof T];

/** Calls `seen` with the result of every call of `method`. */
function wrap<T extends object, K extends Methods<T>>(
  target: T,
  method: K,
  seen: (result: T[K] extends (...args: never[]) => infer R ? R : never) => void,
): void {
  const original = target[method] as (...args: unknown[]) => never;
  const counted = (...args: unknown[]): unknown => {
    const result = original.apply(target, args);
    seen(result);
    return result;
  };
  Object.defineProperty(target, method, { value: counted, configurable: true, writable: true });
}
