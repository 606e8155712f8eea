/** Lists for everybody as a file: what was chosen, how far it is, what came of it. */
import type { ListsReport, SeenRule, Steering, TableFile } from '../../worker/contract.ts';

/** Who makes the lists: a run, or a baseline on the open data. */
export type Lister = { readonly run: string } | { readonly baseline: string };

export interface ListsChoice {
  readonly by: Lister;
  readonly format: TableFile;
  readonly count: number;
  /** Null leaves it to whoever recommends. */
  readonly seen: SeenRule | null;
  readonly steer: Steering;
  /** Ids of whom it is for; null for everybody. */
  readonly users: readonly string[] | null;
}

/** A file that was made, of this choice. */
export interface MadeLists {
  readonly choice: ListsChoice;
  readonly name: string;
  readonly report: ListsReport;
}

export interface ListsSlice {
  /** Null while the dialog is closed. */
  readonly lists: ListsChoice | null;
  readonly listing:
    | { readonly kind: 'idle' }
    | { readonly kind: 'making'; readonly done: number }
    | { readonly kind: 'failed'; readonly reason: string }
    | ({ readonly kind: 'made' } & MadeLists);
}

export const lists: ListsSlice = { lists: null, listing: { kind: 'idle' } };
