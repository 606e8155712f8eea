import { codesCsv } from '../core/codes_csv.ts';
import type { AnyValues, CodedItem } from '../worker/contract.ts';
import { endInquiries, isCancelled, messageOf, type Context } from './context.ts';
import { vectorsInUse } from './vectors_in_use.ts';
import type { SaveFile } from './try_actions.ts';

export interface CodeActions {
  /** Lists the ways to make codes, where they are not listed yet. */
  list(): Promise<void>;
  /** Chooses how codes are made, with its usual settings. */
  choose(tokenizer: string): void;
  set(settings: AnyValues): void;
  /** Makes codes for the items of the open dataset; trains no model on them. */
  make(): Promise<void>;
  cancel(): void;
  /** Gives the open dataset the codes of a file that somebody has published; runs of models that know items by codes take them. */
  give(file: File): Promise<void>;
  takeBack(): Promise<void>;
  /** Saves the codes of every item as CSV. */
  save(): void;
}

export function codeActions(context: Context, save: SaveFile): CodeActions {
  const { store, engine } = context;
  /** Of every item: too long for the state. */
  let items: readonly CodedItem[] = [];

  /** The last report may come after the answer. */
  const told = (done: number): void =>
    store.setState(({ makingCodes }) => (makingCodes === null ? {} : { makingCodes: done }));

  return {
    async list() {
      if (store.getState().tokenizers.length > 0) return;
      try {
        store.setState({ tokenizers: await engine.tokenizers(), codesFailure: null });
      } catch (error) {
        store.setState({ codesFailure: messageOf(error) });
      }
    },
    choose: (tokenizer) => store.setState({ tokenizer, codeSettings: {} }),
    set: (codeSettings) => store.setState({ codeSettings }),
    async make() {
      const { dataset, encoded, makingCodes, codeSettings, tokenizer, choice } = store.getState();
      if (dataset === null || makingCodes !== null) return;
      const { seed, split } = choice;
      store.setState({ makingCodes: 0, codesFailure: null });
      try {
        const settings = { ...vectorsInUse({ encoded, dataset }), ...codeSettings };
        const options = { settings, seed, split, ...(tokenizer === null ? {} : { tokenizer }) };
        const { items: coded, ...made } = await engine.tokenize(dataset.id, options, told);
        items = coded;
        store.setState({ codesMade: { ...made, dataset: dataset.id } });
      } catch (error) {
        store.setState({ codesFailure: isCancelled(error) ? 'It was cancelled.' : messageOf(error) });
      } finally {
        store.setState({ makingCodes: null });
      }
    },
    cancel: () => endInquiries(context, 'tokenize'),
    async give(file) {
      const { dataset } = store.getState();
      if (dataset === null) return;
      try {
        const card = await engine.giveCodes(dataset.id, { name: file.name, text: await file.text() });
        store.setState({ codesGiven: { ...card, dataset }, givenFailure: null });
      } catch (error) {
        store.setState({ givenFailure: messageOf(error) });
      }
    },
    async takeBack() {
      const { codesGiven } = store.getState();
      if (codesGiven === null) return;
      try {
        await engine.takeBackCodes(codesGiven.dataset.id);
        store.setState({ codesGiven: null, givenFailure: null });
      } catch (error) {
        store.setState({ givenFailure: messageOf(error) });
      }
    },
    save() {
      const { codesMade } = store.getState();
      if (codesMade !== null) save(`${codesMade.dataset}-codes.csv`, codesCsv(items, codesMade.levels.length));
    },
  };
}
