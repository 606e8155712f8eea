import type { DatasetSummary, RecipeInput, Shaping } from '../worker/contract.ts';
import { messageOf, type Context } from './context.ts';
import type { ShapingDraft } from './slices/data.ts';

export interface ShapingActions {
  /** Begins a draft of a dataset, as it is shaped now; one that is there already is counted again. */
  tryShaping(dataset: DatasetSummary): void;
  /** Changes the draft; what it would leave is counted once the changes pause. */
  shape(change: Partial<Shaping>): void;
  /** Makes the open dataset anew as the draft says. */
  applyShaping(): Promise<void>;
  /** Back to the dataset that was on screen before. */
  undo(): Promise<void>;
}

/** Changes that come faster than this are counted once. */
const PAUSE_MILLISECONDS = 120;

/** Drafts of shapings, each counted in the worker as it changes. */
export class ShapingDrafts {
  private readonly context: Context;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private round = 0;

  constructor(context: Context) {
    this.context = context;
  }

  begin(source: string, shaping: Shaping): void {
    const { draft } = this.context.store.getState();
    const started: ShapingDraft = { source, before: shaping, shaping, preview: null, counting: true, failure: null };
    if (draft?.source !== source) this.context.store.setState({ draft: started });
    this.count(0);
  }

  change(part: Partial<Shaping>): void {
    this.set((draft) => ({ ...draft, shaping: { ...draft.shaping, ...part } }));
    this.count(PAUSE_MILLISECONDS);
  }

  private set(next: (draft: ShapingDraft) => ShapingDraft): void {
    this.context.store.setState(({ draft }) => ({ draft: draft && next(draft) }));
  }

  private count(pause: number): void {
    clearTimeout(this.timer);
    const mine = ++this.round;
    this.set((draft) => ({ ...draft, counting: true, failure: null }));
    this.timer = setTimeout(() => void this.ask(mine), pause);
  }

  private async ask(mine: number): Promise<void> {
    const { store, engine } = this.context;
    const { draft, choice } = store.getState();
    if (draft === null) return;
    const settle = (part: Partial<ShapingDraft>): void => {
      if (mine === this.round && store.getState().draft?.source === draft.source)
        this.set((now) => ({ ...now, counting: false, ...part }));
    };
    try {
      settle({ preview: await engine.preview(draft.source, draft.shaping, modelOf(choice)) });
    } catch (error) {
      settle({ failure: messageOf(error) });
    }
  }
}

type Choice = ReturnType<Context['store']['getState']>['choice'];

const modelOf = ({ model, preset, config, training, seed }: Choice): Omit<RecipeInput, 'dataset'> => ({
  ...{ model, config, training, seed },
  ...(preset === null ? {} : { preset }),
});
