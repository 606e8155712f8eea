import { ImportError } from '../core/errors.ts';
import { addressOf, askOutside, isPage, nameOf, refusal, type AskOutside } from './outside.ts';
import type { OutsideAnswer } from './outside_fetch.ts';

/** A file of an encoder that is on its way. */
interface FetchingFile {
  readonly file: string;
  readonly host: string | null;
  readonly bytes: number;
  readonly total: number | null;
}

/** What stands beside the model in a folder as sentence-transformers publishes it; only the tokenizer is always there. */
const BESIDE = [
  'tokenizer.json',
  'modules.json',
  '1_Pooling/config.json',
  'config.json',
  'sentence_bert_config.json',
  'config_sentence_transformers.json',
  'tokenizer_config.json',
] as const;

/** Where the model lies: beside them, or where exporters put it. */
const [MODEL, EXPORTED] = ['model.onnx', 'onnx/model.onnx'];

interface Found {
  readonly name: string;
  readonly blob: Blob;
}

/**
 * Fetches an encoder from the folder that the user typed the address of, one file after another: the small ones first, then the model. A file that is not there is
 * left out, as is a page in its place; which ones are needed, whoever takes them says.
 *
 * @param ask  what asks one address
 * @throws ImportError saying what went wrong and what to do, CancelledError
 */
export async function fetchEncoder(
  typed: string,
  progress: (fetching: FetchingFile) => void,
  signal: AbortSignal,
  ask: AskOutside = askOutside,
  pageHost: string = location.hostname,
): Promise<{ readonly name: string; readonly files: readonly Found[] }> {
  const folder = addressOf(typed, pageHost);
  if (!folder.pathname.endsWith('/')) folder.pathname += '/';
  /** A file; where it is not there, the answer that says so. */
  const fetched = async (name: string): Promise<{ readonly found: Found | null; readonly answer: OutsideAnswer }> => {
    progress({ file: name, host: null, bytes: 0, total: null });
    const address = new URL(name, folder);
    address.search = folder.search;
    const answer = await ask(address, ({ host, bytes, total }) => progress({ file: name, host, bytes, total }), signal);
    if (answer.kind === 'done' && !isPage(answer.type)) return { found: { name, blob: answer.blob }, answer };
    const isMissing = answer.kind === 'done' || (answer.kind === 'status' && [404, 410].includes(answer.status));
    if (isMissing) return { found: null, answer };
    throw new ImportError(refusal(address, answer));
  };
  const lacking = (name: string, answer: OutsideAnswer): ImportError =>
    new ImportError(
      `${name}: ${refusal(new URL(name, folder), answer)}. Expected the address of the folder that holds it, as https://huggingface.co/NAME/MODEL/resolve/main`,
    );
  const files: Found[] = [];
  for (const name of BESIDE) {
    const { found, answer } = await fetched(name);
    if (found !== null) files.push(found);
    else if (name === 'tokenizer.json') throw lacking(name, answer);
  }
  const beside = await fetched(MODEL);
  const model = beside.found ?? (await fetched(EXPORTED)).found;
  if (model === null) throw lacking(MODEL, beside.answer);
  return { name: nameOfFolder(folder), files: [...files, model] };
}

/** Of a model on Hugging Face what stands before `resolve`, else the last part. */
function nameOfFolder(folder: URL): string {
  const [before] = folder.pathname.split('/resolve/');
  return nameOf(new URL(before, folder));
}
