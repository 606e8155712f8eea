/** What crosses the facade about what can be trained and how it may be set. Plain data. */
import type { StageWords } from '../../models/model.ts';
import type { Preset } from '../../parts/part.ts';
import type { Settings } from '../../parts/settings.ts';

export type { Config } from '../../models/model.ts';
export type { AnyValues, NumberSetting, Setting } from '../../parts/settings.ts';
export type { TrainingSettings } from '../../train/settings.ts';
export type { Preset, Settings, StageWords };

/** A part that others are put together with. */
export interface PartCard {
  readonly name: string;
  readonly title: string;
  readonly says: string;
  readonly source: string;
  readonly settings: Settings;
}

export interface ModelCard {
  readonly name: string;
  readonly title: string;
  /** What it is, to stand in a sentence; {length} is the number of items it reads. */
  readonly says: string;
  readonly source: string;
  readonly settings: Settings;
  /** Settings worth starting from, the usual ones first. */
  readonly presets: readonly [Preset, ...Preset[]];
  /** What it is trained on where nobody says otherwise. */
  readonly objective: PartCard;
  /** What may be set of its training beside what may be set of every model's: of its objective, of the codes that it knows items by. */
  readonly training: Settings;
  /** Its parts in the order of the forward pass. */
  readonly stages: readonly StageWords[];
}

/** How training may be set. */
export interface TrainingCard {
  readonly settings: Settings;
}

export interface BaselineCard {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  /** It reads titles and categories; data that have none refuse it. */
  readonly readsText: boolean;
}
