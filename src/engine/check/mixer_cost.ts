import { adapterLine } from '../../core/adapter_line.ts';
import { DeviceError } from '../../core/errors.ts';
import { fields, oneOf, perhaps, whole, type Schema } from '../../core/schema.ts';
import { mixers } from '../../mixers/catalogue.ts';
import type { Mixer } from '../../mixers/mixer.ts';
import type { GpuSessions } from '../gpu_session.ts';
import type { Platform } from '../platform.ts';
import type { CostAt, MeasuredMixer, MixerCosts, MixerMeasurement } from './mixer_messages.ts';
import { growthOf, readyMixer, WIDTH, type MixerRun } from './mixer_run.ts';
import { withSlope } from './mixer_slope.ts';

const SHORTEST = 64;
/** Positions, of what grows as the length and as its square. */
const LONGEST = { linear: 65_536, quadratic: 8192 } as const;

/** What may be asked for. */
export const mixerMeasurement: Schema<MixerMeasurement> = fields<MixerMeasurement>({
  only: perhaps(oneOf([...mixers.keys()])),
  longest: perhaps(whole(SHORTEST, LONGEST.linear)),
});

/** What each mixer takes of time and memory as a history grows, as it is set first; `told` hears the fraction done. */
export async function costsOf(
  sessions: GpuSessions,
  platform: Platform,
  { only, longest }: MixerMeasurement,
  told: (done: number) => void,
): Promise<MixerCosts> {
  const wanted = [...mixers.values()].filter(({ name }) => only === undefined || name === only);
  const { software, ...adapter } = await sessions.adapter();
  const clock = clockOf(platform, software);
  const measured: MeasuredMixer[] = [];
  for (const mixer of wanted) {
    const tell = (done: number): void => told((measured.length + done) / wanted.length);
    measured.push(await measure(sessions, mixer, clock, longest, tell));
  }
  return {
    adapter: adapterLine({ software, ...adapter }),
    clock: clock.name,
    width: WIDTH,
    commit: platform.commit,
    mixers: measured.map(withSlope),
  };
}

interface Clock {
  readonly name: MixerCosts['clock'];
  /** In seconds. */
  now(): number;
}

/** What else a machine does makes no CPU time; but that of a process does not have what a GPU takes. */
function clockOf(platform: Platform, software: boolean): Clock {
  const { spent } = platform;
  if (software && spent !== undefined) return { name: 'CPU time', now: spent };
  return { name: 'elapsed time', now: () => platform.now() };
}

/** One mixer, each history twice as long as the one before. */
async function measure(
  sessions: GpuSessions,
  mixer: Mixer,
  clock: Clock,
  longest: number | undefined,
  tell: (done: number) => void,
): Promise<MeasuredMixer> {
  const growth = growthOf(mixer);
  const end = Math.min(longest ?? Infinity, LONGEST[growth]);
  const at: CostAt[] = [];
  let ended: string | null = null;
  for (let length = SHORTEST; length <= end && ended === null; length *= 2) {
    const seconds = ((at.at(-1)?.milliseconds ?? 0) / 1000) * { linear: 2, quadratic: 4 }[growth];
    if (seconds > MOST_SECONDS)
      ended = `${length} positions would take ${Math.round(seconds)} s, more than ${MOST_SECONDS}`;
    else ended = await measureAt(sessions, mixer, length, clock, at);
    tell(Math.log2((2 * length) / SHORTEST) / Math.log2((2 * end) / SHORTEST));
  }
  return { name: mixer.name, title: mixer.title, growth, at, ended };
}

/** A history whose run is expected to take longer than so many seconds is not measured. */
const MOST_SECONDS = 40;

/** Adds what a history of this length costs; answers why the machine cannot, where it cannot. */
async function measureAt(
  sessions: GpuSessions,
  mixer: Mixer,
  length: number,
  clock: Clock,
  at: CostAt[],
): Promise<string | null> {
  const machine = await sessions.machine();
  try {
    const run = await readyMixer(machine, mixer, length);
    try {
      const { bytes, dispatches } = run;
      at.push({ length, milliseconds: 1000 * (await timeOf(run, clock)), bytes, dispatches });
    } finally {
      run.destroy();
    }
    await sessions.remember(machine);
    return null;
  } catch (error) {
    const meaning = await machine.meaning(error);
    if (meaning instanceof DeviceError) return `${length} positions: ${meaning.message}`;
    throw meaning;
  }
}

/** Seconds after which one run is enough, and those that short ones are repeated for, so often at least and at most. */
const [LASTING, SHORT, LEAST, MOST] = [1, 0.2, 3, 50];

/** Seconds of one run: the median behind a first one, which compiles, or the first itself where it takes long. */
async function timeOf(run: MixerRun, clock: Clock): Promise<number> {
  const once = async (): Promise<number> => {
    const before = clock.now();
    await run.once();
    return clock.now() - before;
  };
  const first = await once();
  if (first > LASTING) return first;
  const times: number[] = [];
  let sum = 0;
  while (times.length < LEAST || (sum < SHORT && times.length < MOST)) {
    times.push(await once());
    sum += times[times.length - 1];
  }
  return times.sort((a, b) => a - b)[times.length >> 1];
}
