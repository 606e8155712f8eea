/** The files of an encoder: which is which, how large each may be, and what names them all. */
import { SettingsError } from '../core/errors.ts';
import { quote } from '../core/quote.ts';
import { sha256 } from '../core/sha256.ts';

/** A file by its name, with or without folders before it. */
export interface EncoderFile {
  readonly name: string;
  readonly blob: Blob;
}

type Json = Readonly<Record<string, unknown>>;

/** What was read of them; nothing is run or believed yet. */
export interface EncoderFiles {
  /** SHA-256 that names the encoder: over the kind and the SHA-256 of each file, in the order of `kinds`. */
  readonly digest: string;
  readonly modelSha256: string;
  /** Names of the files that are any of an encoder; others were left alone. */
  readonly used: readonly string[];
  readonly model: Uint8Array<ArrayBuffer>;
  readonly tokenizer: Json;
  /** Of the model as such: how many positions and tokens it knows. */
  readonly config: Json | null;
  /** What stands behind the model: sentence-transformers' modules.json. */
  readonly modules: readonly unknown[] | null;
  readonly pooling: Json | null;
  /** How texts are cut and whether they are made lower case: sentence_bert_config.json. */
  readonly sentences: Json | null;
  /** What is put before texts: config_sentence_transformers.json. */
  readonly prompts: Json | null;
  /** Where nothing else says how long texts may be. */
  readonly tokens: Json | null;
}

const MEBI = 2 ** 20;
const small = MEBI;

/** Kinds of files with their most bytes; the model first. */
const kinds = {
  model: 512 * MEBI,
  tokenizer: 48 * MEBI,
  config: small,
  modules: small,
  pooling: small,
  sentences: small,
  prompts: small,
  tokens: 4 * MEBI,
} as const;

type Kind = keyof typeof kinds;

const names: Readonly<Record<string, Kind>> = {
  'tokenizer.json': 'tokenizer',
  'modules.json': 'modules',
  'sentence_bert_config.json': 'sentences',
  'config_sentence_transformers.json': 'prompts',
  'tokenizer_config.json': 'tokens',
  'config.json': 'config',
};

/** What an encoder needs at least, as it is said to whoever gives something else. */
const NEEDED =
  'expected a model in ONNX (.onnx) and its tokenizer.json, with modules.json and 1_Pooling/config.json beside';

/** Files of a folder beyond which it is none of an encoder. */
const MOST_FILES = 200;

interface ByKind {
  readonly used: readonly string[];
  readonly read: ReadonlyMap<Kind, Uint8Array<ArrayBuffer>>;
  /** What those say that are JSON. */
  readonly parsed: ReadonlyMap<Kind, unknown>;
}

/** The files that are any of an encoder. @throws SettingsError */
async function byKind(files: readonly EncoderFile[]): Promise<ByKind> {
  const read = new Map<Kind, Uint8Array<ArrayBuffer>>();
  const parsed = new Map<Kind, unknown>();
  const used: string[] = [];
  for (const { name, blob } of files) {
    const last = name.split(/[\\/]/).at(-1) ?? '';
    const named = last.endsWith('.onnx') ? 'model' : names[last];
    if (named === undefined) {
      if (/\.onnx[._-]?data$/.test(last))
        throw new SettingsError(`encoder: ${quote(name)} holds weights beside the model; expected a model in one file`);
      continue;
    }
    if (blob.size > kinds[named]) {
      throw new SettingsError(
        `encoder: ${quote(name)} has ${blob.size} bytes, expected at most ${kinds[named]}; take a smaller model, or one of float16`,
      );
    }
    const bytes = new Uint8Array(await blob.arrayBuffer());
    const json = named === 'model' ? null : parse(name, bytes);
    const kind = named === 'config' && isPooling(json) ? 'pooling' : named;
    if (read.has(kind))
      throw new SettingsError(`encoder: ${quote(name)} is the second file of its kind; give one ${kind}`);
    read.set(kind, bytes);
    parsed.set(kind, json);
    used.push(name);
  }
  return { read, parsed, used };
}

/**
 * Reads the files that say what an encoder is; any others are left alone. Of two `config.json`, as files that are dropped without their folders are, the one
 * that says how tokens are pooled is that of the pooling.
 *
 * @throws SettingsError where one is missing, too large, there twice or no JSON
 */
export async function readEncoder(files: readonly EncoderFile[]): Promise<EncoderFiles> {
  if (files.length > MOST_FILES) throw new SettingsError(`encoder: ${files.length} files; ${NEEDED}`);
  const { read, parsed, used } = await byKind(files);
  const model = read.get('model');
  if (model === undefined) throw new SettingsError(`encoder: there is no model among the files; ${NEEDED}`);
  const object = (kind: Kind): Json | null => (parsed.has(kind) ? objectOf(kind, parsed.get(kind)) : null);
  const tokenizer = object('tokenizer');
  if (tokenizer === null) throw new SettingsError(`encoder: there is no tokenizer.json among the files; ${NEEDED}`);
  const modules = parsed.get('modules') ?? null;
  if (modules !== null && !Array.isArray(modules))
    throw new SettingsError('encoder: modules.json is no list of modules');
  const [config, pooling, sentences, prompts, tokens] = [
    object('config'),
    object('pooling'),
    object('sentences'),
    object('prompts'),
    object('tokens'),
  ];
  const rest = { config, modules, pooling, sentences, prompts, tokens };
  return { digest: await digestOf(read), modelSha256: await sha256(model), used, model, tokenizer, ...rest };
}

async function digestOf(read: ReadonlyMap<Kind, Uint8Array<ArrayBuffer>>): Promise<string> {
  const lines: string[] = [];
  for (const kind of Object.keys(kinds) as Kind[]) {
    const bytes = read.get(kind);
    if (bytes !== undefined) lines.push(`${kind} ${await sha256(bytes)}\n`);
  }
  return sha256(new TextEncoder().encode(lines.join('')));
}

function parse(name: string, bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw new SettingsError(`encoder: ${quote(name)} is no JSON; download it anew`);
  }
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isPooling = (json: unknown): boolean =>
  isObject(json) && Object.keys(json).some((key) => key.startsWith('pooling_mode'));

function objectOf(kind: Kind, json: unknown): Json {
  if (isObject(json)) return json;
  throw new SettingsError(`encoder: the ${kind} file is no JSON object; download it anew`);
}
