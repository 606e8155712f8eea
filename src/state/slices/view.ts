/** What is on screen besides. */
import type { AdapterReport, Computing, ConformanceResult } from '../../worker/contract.ts';

export type ViewName = 'data' | 'model' | 'train' | 'try' | 'look' | 'compare' | 'papers';
export type Theme = 'system' | 'light' | 'dark';

/** Something that went wrong and what to do next. */
export interface Alert {
  readonly id: number;
  readonly title: string;
  readonly message: string;
  /** Why a run cannot begin or go on: it goes when one does. */
  readonly about?: 'run';
}

export interface KernelCheck {
  readonly running: boolean;
  readonly results: readonly ConformanceResult[];
}

export type DeviceState =
  | { readonly kind: 'unknown' }
  | { readonly kind: 'ready'; readonly report: AdapterReport }
  | { readonly kind: 'none'; readonly reason: string }
  /** Lost for the second time: this tab gets no other before it is reloaded. */
  | { readonly kind: 'lost'; readonly reason: string };

export interface ViewSlice {
  readonly view: ViewName;
  readonly theme: Theme;
  /** The first list is on its way: what ships with the page is not open yet. */
  readonly beginning: boolean;
  /** The run of the model that ships with the page, once it is open. */
  readonly demo: string | null;
  readonly alerts: readonly Alert[];
  readonly device: DeviceState;
  /** What is asked to compute; `either`: the processor where there is no GPU. */
  readonly computing: Computing;
  readonly kernels: KernelCheck;
  /** The list of keys is shown. */
  readonly shortcuts: boolean;
  /** Single keys work anywhere on the page. */
  readonly keys: boolean;
}

export const view: ViewSlice = {
  view: 'try',
  theme: 'system',
  beginning: false,
  demo: null,
  alerts: [],
  device: { kind: 'unknown' },
  computing: 'either',
  kernels: { running: false, results: [] },
  shortcuts: false,
  keys: true,
};
