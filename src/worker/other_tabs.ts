/** What the tabs of one browser tell each other about training, so that a second tab can say what the first one does. */
import type { Phase, RunEvent } from './contract.ts';
import { TRAINING_LOCK } from './training_lock.ts';

/** Training in another tab of this browser. */
export interface OtherTraining {
  readonly phase: Phase;
  /** Updates made so far, and those of the whole run; null before the first report. */
  readonly step: number | null;
  readonly totalSteps: number | null;
  /** The paper whose experiment it is; absent of a run. */
  readonly paper?: string;
}

/** The other tab's training as it stands; null where no other tab trains (any more). */
export type OtherTabListener = (other: OtherTraining | null) => void;

type Message = { readonly news: OtherTraining | null } | { readonly ask: true };

/** Seconds between two tellings of steps, and between two looks whether a tab that fell silent still trains. */
const TELL_SECONDS = 0.5;
const LOOK_SECONDS = 2;

const preparing: OtherTraining = { phase: 'preparing', step: null, totalSteps: null };

/**
 * One tab's voice and ear. A tab that trains tells where it stands, and again when it is asked; it is believed for as long as
 * the training lock is held, since a tab that was closed or crashed says nothing.
 */
export class OtherTabs {
  private readonly channel: BroadcastChannel;
  private readonly isTraining: () => Promise<boolean>;
  private readonly now: () => number;
  private mine: OtherTraining | null = null;
  private told = -Infinity;
  private other: OtherTraining | null = null;
  private readonly listeners = new Set<OtherTabListener>();
  private looking: ReturnType<typeof setInterval> | null = null;

  /**
   * @param channel  which the tabs share; it is this one's own
   * @param isTraining  whether some tab holds the training lock
   * @param now  seconds
   */
  constructor(channel: BroadcastChannel, isTraining: () => Promise<boolean>, now: () => number) {
    this.channel = channel;
    this.isTraining = isTraining;
    this.now = now;
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => this.hear(data));
    this.post({ ask: true });
  }

  /** What another tab trains, as far as it told. */
  get training(): OtherTraining | null {
    return this.other;
  }

  /** Calls `listen` with what another tab trains, now and when it changes; the result ends that. */
  follow(listen: OtherTabListener): () => void {
    this.listeners.add(listen);
    listen(this.other);
    return () => this.listeners.delete(listen);
  }

  /** This tab begins to train, for the experiment of a paper or a run. */
  begin(paper?: string): void {
    this.mine = paper === undefined ? preparing : { ...preparing, paper };
    this.post({ news: this.mine });
  }

  /** Tells what an event of this tab's run changes for the others. */
  tell(event: RunEvent): void {
    if (this.mine === null) return;
    if (event.kind === 'phase') this.mine = { ...this.mine, phase: event.phase };
    else if (event.kind === 'steps') this.mine = { ...this.mine, step: event.step, totalSteps: event.totalSteps };
    else return;
    if (event.kind === 'steps' && this.now() - this.told < TELL_SECONDS) return;
    this.told = this.now();
    this.post({ news: this.mine });
  }

  /** This tab has left training. */
  end(): void {
    this.mine = null;
    this.post({ news: null });
  }

  private hear(data: unknown): void {
    if (!isMessage(data)) return;
    if (!('ask' in data)) this.learn(data.news);
    else if (this.mine !== null) this.post({ news: this.mine });
  }

  private learn(other: OtherTraining | null): void {
    this.other = other;
    if (other === null && this.looking !== null) {
      clearInterval(this.looking);
      this.looking = null;
    }
    if (other !== null) this.looking ??= setInterval(() => void this.look(), LOOK_SECONDS * 1000);
    for (const listen of this.listeners) listen(other);
  }

  private async look(): Promise<void> {
    const trained = this.other;
    if (!(await this.isTraining()) && this.other === trained) this.learn(null);
  }

  private post(message: Message): void {
    this.channel.postMessage(message);
  }
}

/** Another tab may run another build of this page. */
function isMessage(data: unknown): data is Message {
  if (typeof data !== 'object' || data === null) return false;
  if ('ask' in data) return true;
  return 'news' in data && (data.news === null || isTraining(data.news));
}

const isTraining = (news: unknown): news is OtherTraining =>
  typeof news === 'object' && news !== null && 'phase' in news && 'step' in news && 'totalSteps' in news;

let tabs: OtherTabs | null = null;

/** This tab's own, made when it is first asked for. */
export function otherTabs(): OtherTabs {
  return (tabs ??= new OtherTabs(new BroadcastChannel('nextup-training'), isLockHeld, () => performance.now() / 1000));
}

async function isLockHeld(): Promise<boolean> {
  if (!('locks' in navigator)) return false;
  const { held = [] } = await navigator.locks.query();
  return held.some(({ name }) => name === TRAINING_LOCK);
}

/** What another tab does, as a sentence without its full stop. */
export const otherTrainingWords = (other: OtherTraining): string => `Training in another tab: ${standsAt(other)}`;

/** How far it is, as the end of a sentence. */
export function standsAt({ phase, step, totalSteps, paper }: OtherTraining): string {
  if (paper !== undefined) return `the experiment of ${paper}`;
  if (step === null || totalSteps === null) return phase;
  return `step ${step.toLocaleString('en')} of ${totalSteps.toLocaleString('en')}`;
}
