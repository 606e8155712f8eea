/**
 * Runs steps side by side, so many at once. A free lane takes the first step, in the order given, that may begin: what it
 * needs has ended, and a step that runs alone waits until nothing else is left.
 *
 * @template Step, Result
 * @param {readonly Step[]} steps  `needs` names others, `alone` runs at the end
 * @param {{ lanes: number, signal?: AbortSignal }} options  after the signal no step begins
 * @param {(step: Step, results: ReadonlyMap<string, Result>) => Promise<Result>} run
 * @returns {Promise<Map<string, Result>>} by name, in the order in which they ended
 */
export function inLanes(steps, { lanes, signal }, run) {
  const waiting = [...steps];
  const running = new Set();
  const results = new Map();
  const isPending = (name) => [...waiting, ...running].some((step) => step.name === name);
  const mayBegin = ({ needs = [], alone = false }) =>
    !needs.some(isPending) &&
    ![...running].some((other) => other.alone === true) &&
    (!alone || (running.size === 0 && waiting.every((step) => step.alone === true)));

  return new Promise((resolve, reject) => {
    const begin = async (step) => {
      waiting.splice(waiting.indexOf(step), 1);
      running.add(step);
      results.set(step.name, await run(step, results));
      running.delete(step);
      fill();
    };
    const fill = () => {
      if (signal?.aborted === true) waiting.length = 0;
      while (running.size < lanes) {
        const step = waiting.find(mayBegin);
        if (step === undefined) break;
        begin(step).catch(reject);
      }
      if (running.size > 0) return;
      if (waiting.length === 0) resolve(results);
      else reject(new Error(`steps: ${waiting.map(({ name }) => name).join(', ')} wait for each other`));
    };
    fill();
  });
}
