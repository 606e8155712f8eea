import type { QuantizationPrice, RepositoryFiles, RepositoryOptions } from '../worker/contract.ts';
import { fileName } from '../core/file_names.ts';
import { endInquiries, guarded, messageOf, type Context } from './context.ts';
import { recipeOf } from './run_data.ts';
import type { Offer, ShareChoice, ShareSlice } from './slices/share.ts';
import type { SaveFile } from './try_actions.ts';

export interface ShareActions {
  open(): Promise<void>;
  close(): void;
  choose(change: Partial<ShareChoice>): Promise<void>;
  /** Puts the link on the clipboard; where that is refused, says so and the link can be saved. */
  copy(): Promise<void>;
  /** Saves the file, or a link as text. */
  save(): void;
  /** Pushes the chosen model's folder to the Hugging Face hub; the token is handed on and not kept. */
  push(wish: Omit<Push, 'files'>): Promise<void>;
}

/** How the page pushes: by what may ask the hub. */
export type PushToHub = (push: Push, signal: AbortSignal) => Promise<{ readonly address: string }>;

/** What is pushed, and where. */
interface Push {
  readonly repository: string;
  readonly token: string;
  readonly private: boolean;
  readonly files: RepositoryFiles['files'];
}

/** What only the page can do with a link. */
export interface Clipboard {
  /** The address of this page without what stands after `#`. */
  address(): string;
  copy(text: string): Promise<void>;
}

type Made = { readonly name: string; readonly content: Uint8Array<ArrayBuffer> | string } | null;

/** Characters of a link that are shown. */
const SHOWN = 120;
/** Characters that a QR code holds. */
export const QR_CHARACTERS = 2_953;

export function shareActions(
  context: Context,
  save: SaveFile,
  clipboard: Clipboard,
  pushToHub: PushToHub,
): ShareActions {
  const { store, engine } = context;
  let made: Made = null;
  let round = 0;
  let pushing = new AbortController();

  const endMaking = (): void => {
    endInquiries(context, 'onnx');
    endInquiries(context, 'project');
    endInquiries(context, 'repository');
  };

  const measured = async ({ run, form, precision }: ShareChoice): Promise<QuantizationPrice | null> => {
    const int8 = form === 'model' || ((form === 'file' || form === 'page') && precision === 'int8');
    const known = store.getState().runs.find(({ id }) => id === run);
    if (!int8 || run === null || known === undefined || known.snapshot !== null) return null;
    return engine.quantizationPrice(run).catch((error: unknown) => {
      if (error instanceof Error && error.name === 'SettingsError') return null; // a run of an earlier visit
      throw error;
    });
  };

  /** The data of a run, or the open ones where there is none, then what the file is. */
  const named = (run: string | null, rest: string): string => {
    const { runs, dataset } = store.getState();
    return fileName(runs.find(({ id }) => id === run)?.recipe.dataset.name ?? dataset?.name, rest);
  };

  const link = async (choice: ShareChoice): Promise<[Made, Offer]> => {
    const { dataset, choice: settings } = store.getState();
    const { run, form, titles } = choice;
    if (run === null && dataset === null)
      throw new Error('There is no data open to make a recipe for; open some first.');
    const { hash, bytes } =
      form === 'model' && run !== null
        ? await engine.modelLink(run, { titles })
        : await engine.recipeLink(run === null ? recipeOf(dataset?.id ?? '', settings, store.getState()) : { run });
    const text = clipboard.address() + hash;
    const start = text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text;
    return [
      { name: named(run, `${form}.txt`), content: text },
      { kind: 'link', start, short: text.length <= QR_CHARACTERS ? text : null, characters: text.length, bytes },
    ];
  };

  const page = async (run: string, { precision, titles }: ShareChoice): Promise<[Made, Offer]> => {
    const { html, modelBytes } = await engine.onePage(run, { precision, titles });
    return [
      { name: named(run, `${run}.html`), content: html },
      { kind: 'page', bytes: html.length, modelBytes },
    ];
  };

  const onnx = async (run: string, { titles, streaming }: ShareChoice, mine: number): Promise<[Made, Offer]> => {
    const { bytes, verified } = await engine.onnx(run, { titles, streaming }, (done) => {
      if (mine === round) store.setState({ offer: { kind: 'making', done } });
    });
    return [
      { name: named(run, `${run}${streaming ? '-streaming' : ''}.onnx`), content: bytes },
      { kind: 'onnx', bytes: bytes.length, agreement: verified },
    ];
  };

  const project = async (run: string, mine: number): Promise<[Made, Offer]> => {
    const { runs, dataset } = store.getState();
    const isFile = runs.find(({ id }) => id === run)?.snapshot != null; // says no more of its data than their name
    const of = isFile && dataset !== null ? { run, dataset: dataset.id } : { run };
    const { zip, step, epoch, moments } = await engine.project(of, (done) => {
      if (mine === round) store.setState({ offer: { kind: 'making', done } });
    });
    return [
      { name: named(run, `${run}-pytorch.zip`), content: zip },
      { kind: 'project', bytes: zip.length, step, epoch, moments },
    ];
  };

  const folder = async (run: string, choice: ShareChoice, mine: number): Promise<[Made, Offer]> => {
    const { zip, card } = await engine.repository(run, folderOf(choice), (done) => {
      if (mine === round) store.setState({ offer: { kind: 'making', done } });
    });
    return [
      { name: `${run}-hugging-face.zip`, content: zip },
      { kind: 'folder', bytes: zip.length, card },
    ];
  };

  const make = async (choice: ShareChoice, mine: number): Promise<[Made, Offer]> => {
    const { run, form, titles, precision, receipt, states } = choice;
    if (form === 'page' && run !== null) return page(run, choice);
    if (form === 'onnx' && run !== null) return onnx(run, choice, mine);
    if (form === 'folder' && run !== null) return folder(run, choice, mine);
    if (form === 'project' && run !== null) return project(run, mine);
    if (form !== 'file' || run === null) return link(choice);
    const content = await engine.snapshot(run, {
      precision,
      titles,
      receipt,
      ...(receipt && states ? { states } : {}),
    });
    return [
      { name: named(run, `${run}-${precision}.safetensors`), content },
      { kind: 'file', bytes: content.length },
    ];
  };

  const offer = async (choice: ShareChoice): Promise<void> => {
    const mine = ++round;
    endMaking(); // of a choice before this one
    made = null;
    pushing.abort();
    store.setState({ share: choice, offer: { kind: 'making' }, price: null, copied: 'no', pushing: null });
    const set = (change: Partial<ShareSlice>): void => {
      if (mine === round) store.setState(change);
    };
    try {
      set({ price: await measured(choice) });
      const [content, shown] = await make(choice, mine);
      if (mine === round) made = content;
      set({ offer: shown });
    } catch (error) {
      set({ offer: { kind: 'refused', reason: messageOf(error) } });
    }
  };

  return {
    async open() {
      await guarded(context, 'The list of runs is old', async () => store.setState({ runs: await engine.runs() }));
      await offer(firstChoice(context));
    },
    close() {
      round++;
      pushing.abort();
      endMaking();
      made = null;
      store.setState({ share: null });
    },
    async choose(change) {
      const { share } = store.getState();
      if (share === null) return;
      const next = { ...share, ...change };
      await offer(next.run === null ? { ...next, form: 'recipe' } : next);
    },
    async copy() {
      if (made === null || typeof made.content !== 'string') return;
      try {
        await clipboard.copy(made.content);
        store.setState({ copied: 'yes' });
      } catch {
        store.setState({ copied: 'failed' });
      }
    },
    save() {
      if (made !== null) save(made.name, made.content);
    },
    async push(wish) {
      const { share } = store.getState();
      if (share === null || share.run === null) return;
      pushing = new AbortController();
      const { signal } = pushing;
      const set = (told: ShareSlice['pushing']): void => {
        if (!signal.aborted) store.setState({ pushing: told });
      };
      set({ kind: 'pushing', repository: wish.repository });
      try {
        const { files } = await engine.repositoryFiles(share.run, folderOf(share));
        const { address } = await pushToHub({ ...wish, files }, signal);
        set({ kind: 'done', address });
      } catch (error) {
        set({ kind: 'failed', reason: messageOf(error) });
      }
    },
  };
}

const folderOf = ({ titles, receipt, dataLicence }: ShareChoice): RepositoryOptions => ({
  titles,
  receipt,
  ...(dataLicence === '' ? {} : { dataLicence }),
});

/** The run being asked, else the last one; without any, the recipe of what is chosen. */
function firstChoice({ store }: Context): ShareChoice {
  const { asked, run, runs } = store.getState();
  const chosen = runs.find(({ id }) => id === asked) ?? runs.find(({ id }) => id === run) ?? runs.at(-1);
  const form = chosen === undefined ? 'recipe' : 'model';
  return {
    run: chosen?.id ?? null,
    form,
    titles: true,
    precision: 'int8',
    receipt: false,
    states: false,
    streaming: false,
    dataLicence: '',
  };
}
