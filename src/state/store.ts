/**
 * Everything the page knows, as plain values in slices; no React, no GPU object, no long array. Functions that change
 * it are in the actions.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import { codes, type CodesSlice } from './slices/codes.ts';
import { compare, type CompareSlice } from './slices/compare.ts';
import { data, type DataSlice } from './slices/data.ts';
import { encoders, type EncodersSlice } from './slices/encoders.ts';
import { kept, type KeptSlice } from './slices/kept.ts';
import { lists, type ListsSlice } from './slices/lists.ts';
import { look, type LookSlice } from './slices/look.ts';
import { estimate, type EstimateSlice } from './slices/estimate.ts';
import { model, type ModelSlice } from './slices/model.ts';
import { queue, type QueueSlice } from './slices/queue.ts';
import { run, type RunSlice } from './slices/run.ts';
import { papers, type PapersSlice } from './slices/papers.ts';
import { tables, type TablesSlice } from './slices/tables.ts';
import { freshTry, type TrySlice } from './slices/try.ts';
import { share, type ShareSlice } from './slices/share.ts';
import { view, type ViewSlice } from './slices/view.ts';

export type AppState = CodesSlice &
  CompareSlice &
  DataSlice &
  EncodersSlice &
  EstimateSlice &
  KeptSlice &
  ListsSlice &
  LookSlice &
  ModelSlice &
  PapersSlice &
  QueueSlice &
  RunSlice &
  ShareSlice &
  TablesSlice &
  TrySlice &
  ViewSlice;
export type Store = StoreApi<AppState>;

/** A key owned by two slices would silently take the last one's value; this makes it a type error. */
type Disjoint<T extends readonly object[], Seen = never> = T extends readonly [infer A, ...infer R extends object[]]
  ? [keyof A & Seen] extends [never]
    ? Disjoint<R, Seen | keyof A>
    : { readonly sharedKey: keyof A & Seen }
  : true;
const disjoint: Disjoint<
  [
    CodesSlice,
    CompareSlice,
    DataSlice,
    EncodersSlice,
    EstimateSlice,
    KeptSlice,
    ListsSlice,
    LookSlice,
    ModelSlice,
    PapersSlice,
    QueueSlice,
    RunSlice,
    ShareSlice,
    TablesSlice,
    TrySlice,
    ViewSlice,
  ]
> = true;

export const createAppStore = (): Store =>
  createStore<AppState>()(() => ({
    ...codes,
    ...compare,
    ...data,
    ...encoders,
    ...estimate,
    ...kept,
    ...lists,
    ...look,
    ...model,
    ...papers,
    ...queue,
    ...run,
    ...share,
    ...tables,
    ...freshTry,
    ...view,
    ...(disjoint && {}),
  }));
