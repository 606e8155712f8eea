/**
 * Watches what the engine's worker asks of the browser: which calls are not answered yet, and which buffers of the GPU are
 * not freed. Runs in the worker itself, which Playwright reaches.
 */

/** From now on; what the worker asked before is not seen. */
export const watch = (worker) =>
  worker.evaluate(() => {
    const open = new Map();
    const live = new Set();
    let calls = 0;
    self.soak = { open, live };
    const follow = (prototype, method, what) => {
      const original = prototype[method];
      prototype[method] = function (...args) {
        const call = ++calls;
        const answer = original.apply(this, args);
        open.set(call, { what: `${method} ${what(this, args)}`.trim(), since: performance.now() });
        const over = () => open.delete(call);
        answer.then(over, over);
        return answer;
      };
    };
    const first = (_, [name]) => String(name);
    const nothing = () => '';
    follow(FileSystemDirectoryHandle.prototype, 'getFileHandle', first);
    follow(FileSystemFileHandle.prototype, 'createSyncAccessHandle', ({ name }) => name);
    follow(LockManager.prototype, 'request', first);
    follow(GPU.prototype, 'requestAdapter', nothing);
    follow(GPUAdapter.prototype, 'requestDevice', nothing);
    follow(GPUDevice.prototype, 'createComputePipelineAsync', (_, [{ label }]) => label);
    follow(GPUBuffer.prototype, 'mapAsync', ({ label }) => label);
    follow(GPUQueue.prototype, 'onSubmittedWorkDone', nothing);
    const { createBuffer } = GPUDevice.prototype;
    GPUDevice.prototype.createBuffer = function (descriptor) {
      const buffer = createBuffer.call(this, descriptor);
      live.add(buffer);
      return buffer;
    };
    const { destroy } = GPUBuffer.prototype;
    GPUBuffer.prototype.destroy = function () {
      live.delete(this);
      destroy.call(this);
    };
  });

/** How many buffers of the GPU are not freed. */
export const liveBuffers = (worker) => worker.evaluate(() => self.soak.live.size);

/** What is not answered yet, the oldest first, as sentences. */
export const unanswered = (worker) =>
  worker.evaluate(() =>
    [...self.soak.open.values()].map(
      ({ what, since }) => `${what}: not answered for ${((performance.now() - since) / 1000).toFixed(1)} s`,
    ),
  );
