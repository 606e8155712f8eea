import type {
  Correction,
  DatasetSummary,
  FileFormat,
  FormatChange,
  FormatChoice,
  Reading,
} from '../worker/contract.ts';
import { remember, remembered, type Memory } from './column_memory.ts';
import { guarded, isCancelled, messageOf, type Context } from './context.ts';
import type { SaveFile } from './try_actions.ts';
import { edited, stillMeant, withLastAgain, without, withoutLast, type MakeAgain } from './import_edits.ts';
import type { Importing } from './slices/data.ts';
import { letGoOfSplit, preselectSplit } from './usual_split.ts';

/** Fetches a table. @throws ImportError saying what went wrong and what to do, CancelledError */
export type FetchTable = (
  address: string,
  progress: (fetching: { readonly host: string; readonly bytes: number; readonly total: number | null }) => void,
  signal: AbortSignal,
) => Promise<File>;

/** How an address is opened. */
export interface Outside {
  readonly fetchTable: FetchTable;
  /** Opens what was fetched where it is a model; false where it is none. */
  readonly openModel: (file: File) => Promise<boolean>;
}

export interface ImportActions {
  /** Looks at dropped or chosen files; the user then matches columns. */
  importFiles(files: readonly File[]): Promise<void>;
  /** Looks at a table that was pasted. */
  importText(text: string): Promise<void>;
  /** Fetches a table that the user typed the address of. */
  importAddress(address: string): Promise<void>;
  /** Reads the beginning of a file, or of the pieces of a table, in another way. */
  readAs(file: string | readonly string[], change: FormatChange): Promise<void>;
  correct(correction: Correction): Promise<void>;
  /** Takes back the last correction, or the last change of how a file is cut. */
  undoEdit(): Promise<void>;
  redoEdit(): Promise<void>;
  /** Takes back one of the edits, and makes those after it again, as far as they are still meant. */
  takeBack(edit: number): Promise<void>;
  /** Reads the files to the end, so that their problems can be looked at; what was read so already is shown again. */
  readFiles(): Promise<void>;
  /** From the problems back to the columns; what was read is kept until something is changed. */
  backToColumns(): void;
  saveRejectedRows(): Promise<void>;
  /** Opens what was read, shaped as the draft says. */
  openReading(): Promise<void>;
  /** Stops what is being read, else puts the import aside. */
  cancelImport(): Promise<void>;
  /** Takes up the import that was put aside. */
  takeUpImport(): void;
}

const fresh = {
  from: null,
  plan: null,
  formats: [],
  firstLines: [],
  lacks: [],
  progress: null,
  reading: null,
  awaited: null,
  past: [],
  undone: [],
  failure: null,
} satisfies Partial<Importing>;

/** Without what is left to the guess. */
const settled = (change: FormatChange): FormatChoice =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== null));

/** @param show puts a dataset on screen; @param tryOut begins a draft of how to shape a reading */
export function importActions(
  context: Context,
  save: SaveFile,
  { fetchTable, openModel }: Outside,
  columns: Memory,
  show: (summary: DatasetSummary) => Promise<void>,
  tryOut: (reading: Reading) => void,
): ImportActions {
  const { store, engine } = context;
  /** Files are no plain values: they stay here while the store shows their names. */
  let files: readonly File[] = [];
  /** Which import an answer belongs to. */
  let round = 0;
  let fetching: AbortController | null = null;
  /** The last change to this import. Each begins from what the one before left, however fast they follow each other. */
  let turn = Promise.resolve();
  const inTurn = (work: () => Promise<void> | void): Promise<void> => (turn = turn.then(work));

  const change = (part: Partial<Importing>): void =>
    store.setState(({ importing }) => ({ importing: importing && { ...importing, ...part } }));
  const begin = (names: readonly string[], step: Importing['step']): number => {
    fetching?.abort();
    turn = Promise.resolve();
    store.setState({ importing: { ...fresh, names, step }, setAside: null, view: 'data' });
    letGoOfSplit(context);
    return ++round;
  };

  const rewrite = (next: (importing: Importing) => Importing): void =>
    store.setState(({ importing }) => ({ importing: importing && next(importing) }));

  const sniff = async (formats: readonly FileFormat[]): Promise<void> => {
    const mine = round;
    const before = store.getState().importing?.plan ?? undefined;
    try {
      let plan = await engine.sniff(files, formats, before);
      if (before === undefined)
        for (const correction of remembered(columns, plan)) plan = await engine.correct(plan, correction);
      const settled = { plan, formats, lacks: await engine.missing(plan) };
      if (mine === round) rewrite((importing) => edited(importing, null, settled));
    } catch (error) {
      if (mine !== round) return;
      const failure = messageOf(error);
      // With a plan on screen the file stays as it was read before; without one the user says more about how to read it.
      if (before !== undefined) {
        change({ step: 'matching', failure });
        return;
      }
      const firstLines = await engine.firstLines(files, formats).catch(() => []); // why is said by the failure
      if (mine === round) change({ step: 'refused', formats, firstLines, failure });
    }
  };

  /** Makes an edit again on a plan that is another by now. */
  const again: MakeAgain = async (correction, { plan, formats }) => {
    const made = await (correction === null ? engine.sniff(files, formats, plan) : engine.correct(plan, correction));
    return { plan: made, formats, lacks: await engine.missing(made) };
  };

  const importFiles = (chosen: readonly File[]): Promise<void> => look(chosen, null);

  /** @param from the host that the files were fetched from */
  const look = async (chosen: readonly File[], from: string | null): Promise<void> => {
    if (chosen.length === 0) return;
    const stopped = stopReading();
    files = chosen;
    begin(
      chosen.map(({ name }) => name),
      'sniffing',
    );
    change({ from });
    await stopped;
    await sniff([]);
  };

  const stopReading = async (): Promise<void> => {
    if (store.getState().importing?.step !== 'reading') return;
    await guarded(context, 'Reading goes on', () => engine.cancelOpen());
  };

  return {
    importFiles,
    importText: (text) => importFiles([new File([text], text.includes('\t') ? 'pasted.tsv' : 'pasted.csv')]),

    async importAddress(address) {
      const stopped = stopReading();
      const mine = begin([address], 'fetching');
      await stopped;
      const { signal } = (fetching = new AbortController());
      try {
        let from: string | null = null;
        const onProgress: Parameters<FetchTable>[1] = ({ host, bytes, total }) => {
          from = host;
          const got = { file: address, bytes, totalBytes: total ?? 0 };
          const counted = { ...got, rows: 0, rowsPerSecond: 0, bytesPerSecond: 0 };
          if (mine === round) change({ from, progress: counted });
        };
        const file = await fetchTable(address, onProgress, signal);
        if (mine !== round) return;
        if (await openModel(file)) store.setState({ importing: null });
        else await look([file], from);
      } catch (error) {
        if (mine === round) change({ step: 'refused', failure: isCancelled(error) ? null : messageOf(error) });
      }
    },

    readAs: (file, changed) =>
      inTurn(async () => {
        const { importing } = store.getState();
        if (importing === null) return;
        const names = [file].flat();
        const others = importing.formats.filter((other) => !names.includes(other.file));
        const chosen = names.map((name): FileFormat => {
          const old = importing.formats.find((format) => format.file === name);
          return { ...settled({ ...old, ...changed }), file: name };
        });
        await sniff([...others, ...chosen]);
      }),

    correct(correction) {
      const seen = store.getState().importing?.plan;
      return inTurn(async () => {
        const mine = round;
        const plan = store.getState().importing?.plan;
        const still = seen && plan ? stillMeant(correction, seen, plan) : null;
        if (!plan || still === null) return;
        await guarded(context, 'The correction was not taken', async () => {
          const { formats = [] } = store.getState().importing ?? {};
          const corrected = await again(still, { plan, formats });
          if (mine === round) rewrite((importing) => edited(importing, still, corrected));
        });
      });
    },

    undoEdit: () => inTurn(() => rewrite(withoutLast)),
    redoEdit: () => inTurn(() => rewrite(withLastAgain)),
    takeBack: (edit) =>
      inTurn(async () => {
        const [mine, { importing }] = [round, store.getState()];
        if (importing === null) return;
        const next = await guarded(context, 'It was not taken back', () => without(importing, edit, again));
        if (mine === round && next !== null) rewrite(() => next);
      }),

    async readFiles() {
      await turn; // the last correction first
      const { plan, reading: known } = store.getState().importing ?? {};
      if (!plan) return;
      if (known) {
        change({ step: 'checked', failure: null });
        preselectSplit(context, known);
        tryOut(known);
        return;
      }
      const mine = round;
      remember(columns, plan);
      change({ step: 'reading', progress: null, reading: null, failure: null });
      try {
        const reading = await engine.read(files, plan, (progress) => mine === round && change({ progress }));
        if (mine !== round) return;
        change({ step: 'checked', reading });
        preselectSplit(context, reading);
        tryOut(reading);
      } catch (error) {
        const failure = isCancelled(error) ? null : messageOf(error);
        if (mine === round) change({ step: 'matching', progress: null, failure });
      }
    },

    backToColumns() {
      change({ step: 'matching', progress: null, failure: null });
      letGoOfSplit(context);
    },

    async saveRejectedRows() {
      const { reading } = store.getState().importing ?? {};
      if (!reading) return;
      await guarded(context, 'The rows were not saved', async () =>
        save(`${reading.name}-left-out.csv`, await engine.rejectedRows(reading.id)),
      );
    },

    async openReading() {
      const { importing, draft } = store.getState();
      const reading = importing?.reading;
      if (!reading || draft?.source !== reading.id) return;
      const mine = round;
      change({ step: 'opening', failure: null });
      try {
        const summary = await engine.reshape(reading.id, draft.shaping);
        if (mine !== round) return; // it was put aside, or something else was dropped
        store.setState({ importing: null });
        await show(summary);
      } catch (error) {
        if (mine === round) change({ step: 'checked', failure: messageOf(error) });
      }
    },

    async cancelImport() {
      const { importing } = store.getState();
      if (importing === null) return;
      if (importing.step === 'reading') return stopReading();
      fetching?.abort();
      round++;
      store.setState({ importing: null, setAside: importing.plan === null ? null : importing });
      letGoOfSplit(context);
    },

    takeUpImport() {
      const { setAside } = store.getState();
      if (setAside === null) return;
      // What was read is let go when something else is read or opened, so that the columns are where it goes on.
      store.setState({ importing: { ...setAside, step: 'matching', reading: null, progress: null }, setAside: null });
    },
  };
}
