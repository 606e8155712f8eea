/** What could be trained next. */
import type {
  AnyValues,
  BaselineCard,
  ModelCard,
  SeenRule,
  SplitRule,
  TrainingCard,
  TrainingSettings,
} from '../../worker/contract.ts';

/** The settings of the next run; what is absent takes its default. */
export interface Choice {
  readonly model: string;
  /** Null: the first of the model's. */
  readonly preset: string | null;
  readonly config: AnyValues;
  readonly training: Partial<TrainingSettings>;
  readonly split: SplitRule;
  /** Null: what the audit recommends. */
  readonly seen: SeenRule | null;
  readonly seed: number;
  readonly watch: number;
}

export interface ModelSlice {
  readonly models: readonly ModelCard[];
  readonly baselines: readonly BaselineCard[];
  readonly training: TrainingCard | null;
  readonly choice: Choice;
  /** The page itself chose a small model and few epochs, once, because there is only a software adapter. */
  readonly eased: boolean;
}

export const model: ModelSlice = {
  models: [],
  baselines: [],
  training: null,
  choice: {
    model: 'sasrec',
    preset: null,
    config: {},
    training: {},
    split: 'leave-one-out',
    seen: null,
    seed: 1,
    watch: 0,
  },
  eased: false,
};
