/** What is offered for sharing, and what came by a link or file. */
import type {
  LinkView,
  OnnxAgreement,
  ProjectExport,
  QuantizationPrice,
  Recipe,
  RunSummary,
  SharedRecipe,
  Storage,
  Verification,
} from '../../worker/contract.ts';
import type { Choice } from './model.ts';

export type ShareForm = 'recipe' | 'model' | 'file' | 'page' | 'onnx' | 'folder' | 'project';

/** What a person chose in the dialog. */
export interface ShareChoice {
  /** The run to share; null shares the settings chosen for the next one. */
  readonly run: string | null;
  readonly form: ShareForm;
  readonly titles: boolean;
  /** Of a file or a page; links are int8. */
  readonly precision: Storage;
  /** Of a file or a folder: whether all that training it again takes goes with it. */
  readonly receipt: boolean;
  /** Of a file with a receipt: whether whole states of the training go with it. */
  readonly states: boolean;
  /** Of an ONNX file: whether it reads one item after another, not whole histories. */
  readonly streaming: boolean;
  /** Of a folder: what its card says of the licence of the data; empty for nothing. */
  readonly dataLicence: string;
}

/** What was made of the choice. The link or file itself is kept beside the store: it may have a million characters. */
export type Offer =
  /** `done`: the fraction, where it is told. */
  | { readonly kind: 'making'; readonly done?: number }
  | { readonly kind: 'refused'; readonly reason: string }
  | {
      readonly kind: 'link';
      readonly start: string;
      /** The whole link where it is short enough for a QR code. */
      readonly short: string | null;
      readonly characters: number;
      readonly bytes: number;
    }
  | { readonly kind: 'file'; readonly bytes: number }
  | { readonly kind: 'page'; readonly bytes: number; readonly modelBytes: number }
  | { readonly kind: 'onnx'; readonly bytes: number; readonly agreement: OnnxAgreement }
  | { readonly kind: 'folder'; readonly bytes: number; readonly card: string }
  | ({ readonly kind: 'project'; readonly bytes: number } & Pick<ProjectExport, 'step' | 'epoch' | 'moments'>);

/** A model or recipe from somebody else; whatever it says of itself is not checked by anybody. */
export type Received =
  | { readonly kind: 'model'; readonly by: 'link' | 'file'; readonly run: RunSummary }
  | {
      readonly kind: 'recipe';
      readonly recipe: SharedRecipe;
      readonly view: LinkView;
      /** What it came to when it was last set up; null before. */
      readonly prepared: PreparedRecipe | null;
    };

/** A received recipe on its data, with every default filled in. */
export interface PreparedRecipe {
  readonly recipe: Recipe;
  /** What was chosen for it. */
  readonly choice: Choice;
  /** Whether this version fills it in as the sender's did. */
  readonly same: boolean;
}

export interface ShareSlice {
  /** Null while the dialog is closed. */
  readonly share: ShareChoice | null;
  readonly offer: Offer;
  /** What int8 costs the run; null where it is not measured. */
  readonly price: QuantizationPrice | null;
  readonly copied: 'no' | 'yes' | 'failed';
  readonly received: Received | null;
  /** What becomes of a push to the hub; null before one. The token is kept nowhere. */
  readonly pushing:
    | { readonly kind: 'pushing'; readonly repository: string }
    | { readonly kind: 'done'; readonly address: string }
    | { readonly kind: 'failed'; readonly reason: string }
    | null;
  /** The run that is trained again, and the fraction done. */
  readonly verifying: { readonly run: string; readonly done: number } | null;
  /** What came of the last one, or why nothing did. */
  readonly verified:
    | { readonly run: string; readonly found: Verification }
    | { readonly run: string; readonly failure: string }
    | null;
}

export const share: ShareSlice = {
  share: null,
  offer: { kind: 'making' },
  price: null,
  copied: 'no',
  received: null,
  pushing: null,
  verifying: null,
  verified: null,
};
