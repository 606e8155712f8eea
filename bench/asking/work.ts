/** Work that is repeated. */
export type Work = () => Promise<void>;

export interface Part {
  /** Null where the version does not do it. */
  readonly make: () => Work | Promise<Work> | null;
  /** What is measured of the work, in ms of CPU time. */
  readonly of: (work: Work) => Promise<number>;
  readonly times: number;
}

const since = (before: NodeJS.CpuUsage): number => {
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
};

/** All of it. */
export async function wholeOf(work: Work): Promise<number> {
  const before = process.cpuUsage();
  await work();
  return since(before);
}

/** One of the steps that it has. */
export const stepOf =
  (steps: number) =>
  async (work: Work): Promise<number> =>
    (await wholeOf(work)) / steps;

/** The most between two turns of the event loop: of the whole process, so that what the garbage collector's threads take counts too. */
export async function longestTaskOf(work: Work): Promise<number> {
  let [longest, running, last] = [0, true, process.cpuUsage()];
  const turned = (): void => {
    longest = Math.max(longest, since(last));
    last = process.cpuUsage();
    if (running) setImmediate(turned);
  };
  setImmediate(turned);
  await work();
  turned();
  running = false;
  return longest;
}
