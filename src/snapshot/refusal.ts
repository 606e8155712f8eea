import { SnapshotError } from '../core/errors.ts';

export { quote } from '../core/quote.ts';

const BROKEN = 'get the file again from where it came from';
const FOREIGN = 'choose a file that Nextup saved';
const TOO_LARGE = 'train with fewer items or a smaller width';
const COPY = 'copy the whole link again, or ask for the file';
const UPDATE = 'reload the page to get the newest Nextup';

/** Why a snapshot, checkpoint, slot or link is refused → what to do next. The codes are stable: messages begin with them. */
const NEXT = {
  SNAP_FILE_SIZE: TOO_LARGE,
  SNAP_ARCHIVE: 'unpack it and choose the .safetensors file itself',
  SNAP_WEIGHTS: 'docs/exchange.md says what can be taken',
  SNAP_PICKLE: 'convert it with these ten lines (docs/exchange.md), then open that file',
  SNAP_TRUNCATED: BROKEN,
  SNAP_TRAILING: BROKEN,
  SNAP_HEADER_LENGTH: FOREIGN,
  SNAP_HEADER_TEXT: FOREIGN,
  SNAP_HEADER_CANONICAL: BROKEN,
  SNAP_HEADER_HASH: BROKEN,
  SNAP_METADATA: FOREIGN,
  SNAP_FORMAT: FOREIGN,
  SNAP_VERSION: UPDATE,
  SNAP_TENSOR_COUNT: FOREIGN,
  SNAP_TENSOR_NAME: FOREIGN,
  SNAP_TENSOR_ENTRY: FOREIGN,
  SNAP_DTYPE: FOREIGN,
  SNAP_SHAPE: FOREIGN,
  SNAP_TENSOR_SIZE: TOO_LARGE,
  SNAP_MODEL_SIZE: TOO_LARGE,
  SNAP_PIECES: BROKEN,
  SNAP_OFFSETS: BROKEN,
  SNAP_OVERLAP: BROKEN,
  SNAP_HOLE: BROKEN,
  SNAP_EXTENT: BROKEN,
  SNAP_MANIFEST: FOREIGN,
  SNAP_MANIFEST_SIZE: 'shorten names and settings',
  SNAP_MANIFEST_CANONICAL: BROKEN,
  SNAP_ARCHITECTURE: UPDATE,
  SNAP_CONFIG: FOREIGN,
  SNAP_TENSOR_LIST: FOREIGN,
  SNAP_DATA_HASH: BROKEN,
  SNAP_NUMBERS: 'train again with a lower learning rate, or choose an earlier checkpoint',
  SNAP_QUANTIZED: BROKEN,
  SNAP_ITEMS: FOREIGN,
  SNAP_OTHER_RUN: 'start a new run, or open the data and settings this one was saved with',
  SNAP_SLOTS_DAMAGED: 'discard it to start afresh',
  SNAP_SAVE: 'download the run now; saving is tried again at the next checkpoint',
  SNAP_STORAGE: 'close other tabs of this page, or restart the browser',
  LINK_LENGTH: 'ask for the file instead',
  LINK_FORM: COPY,
  LINK_VERSION: UPDATE,
  LINK_KIND: UPDATE,
  LINK_TEXT: COPY,
  LINK_PACKED: COPY,
  LINK_UNPACKED: 'ask for the file instead',
  LINK_RECIPE: COPY,
  LINK_RECIPE_VALUE: UPDATE,
} as const;

export type RefusalCode = keyof typeof NEXT;

/** The error for `code`: `CODE: where: what is wrong; what to do`. */
export const refusal = (code: RefusalCode, where: string, cause: string): SnapshotError =>
  new SnapshotError(`${code}: ${where}: ${cause}; ${NEXT[code]}`);

/** Only what is wrong, of the message of a refusal, for where it is no matter of a file or link; another message as it is. */
export function causeOf(message: string): string {
  const [, code = '', said = ''] = /^([A-Z_]+): [^:]+: ([^]+)$/.exec(message) ?? [];
  return isCode(code) ? said.slice(0, -`; ${NEXT[code]}`.length) : message;
}

const isCode = (code: string): code is RefusalCode => Object.hasOwn(NEXT, code);
