import * as v from 'valibot';
import { SettingsError } from '../../core/errors.ts';
import { quote } from '../../core/quote.ts';
import { unknownId } from '../../core/words.ts';
import { aboutEncoder } from '../../encoders/about.ts';
import { readEncoder, type EncoderFile, type EncoderFiles } from '../../encoders/files.ts';
import { digest, integer, text } from '../../snapshot/seal.ts';
import { readFile, writeVerified, type Shelf } from '../../snapshot/shelf.ts';
import type { InputFiles } from '../data/messages.ts';
import type { Id } from '../messages.ts';
import type { Platform } from '../platform.ts';
import type { BringOptions, BroughtEncoder, EncoderCard } from './encoder_messages.ts';

/** What stands on the shelf beside the files of an encoder; it is written last, and without it they are none. */
const entrySchema = v.strictObject({
  version: v.literal(1),
  encoder: digest,
  name: text(),
  bytes: integer(),
  opset: integer(),
  pooling: v.nullable(v.pipe(v.array(text()), v.maxLength(16))),
  unit: v.boolean(),
  longest: v.nullable(integer(1)),
  lowerCase: v.boolean(),
  prompt: text(10_000),
  files: v.pipe(v.array(text()), v.maxLength(16)),
});

type Entry = v.InferOutput<typeof entrySchema>;

const ENTRY = /^encoder-[0-9a-f]{32}\.json$/;
const MOST_ENTRY_BYTES = 2 ** 17;

const stem = (encoder: string): string => `encoder-${encoder.slice(0, 32)}`;
const entryFile = (encoder: string): string => `${stem(encoder)}.json`;
const partFile = (encoder: string, part: number): string => `${stem(encoder)}-${part}`;

/** Text encoders by what names their files: kept ones, and those of this session that could not be kept. */
export class Encoders {
  private readonly platform: Platform;
  private readonly held = new Map<Id, { readonly card: EncoderCard; readonly files: readonly EncoderFile[] }>();

  constructor(platform: Platform) {
    this.platform = platform;
  }

  /** @throws SettingsError where the files are no encoder that is understood */
  async bring(given: InputFiles, { name, sha256 }: BringOptions = {}): Promise<BroughtEncoder> {
    const files = [...given].map((file) => ('blob' in file ? file : { name: pathOf(file), blob: file }));
    const read = await readEncoder(files);
    if (sha256 !== undefined) checkNamed(sha256, read);
    const used = files.filter((file) => read.used.includes(file.name));
    const card = {
      encoder: read.digest,
      name: (name?.trim() || nameOf(used, read)).slice(0, 200),
      bytes: used.reduce((sum, { blob }) => sum + blob.size, 0),
      ...aboutEncoder(read),
    };
    try {
      await this.keep(card, used);
      this.held.delete(read.digest);
      return { ...card, kept: true, reason: null };
    } catch (error) {
      this.held.set(read.digest, { card: { ...card, kept: false }, files: used });
      return { ...card, kept: false, reason: error instanceof Error ? error.message : String(error) };
    }
  }

  async list(): Promise<readonly EncoderCard[]> {
    const shelf = await this.shelf();
    const kept = shelf === null ? [] : await entriesOf(shelf);
    const cards = kept.map((entry): EncoderCard => {
      const { version: _, files: __, ...card } = entry;
      return { ...card, kept: true };
    });
    const others = [...this.held.values()].filter(({ card }) => !cards.some(({ encoder }) => encoder === card.encoder));
    return [...cards, ...others.map(({ card }) => card)];
  }

  /** The files of an encoder that is here, read again. @throws SettingsError where there is none, SnapshotError where its files are damaged */
  async files(encoder: Id): Promise<EncoderFiles> {
    const held = this.held.get(encoder);
    if (held !== undefined) return readEncoder(held.files);
    const shelf = await this.shelf();
    const entries = shelf === null ? [] : await entriesOf(shelf);
    const entry = entries.find((one) => one.encoder === encoder);
    if (shelf === null || entry === undefined) {
      const known = [...this.held.keys(), ...entries.map((one) => one.encoder)];
      throw unknownId('encoder', encoder, known, 'bring its files first');
    }
    const files: EncoderFile[] = [];
    for (const [part, name] of entry.files.entries()) {
      const bytes = await shelf.alone(() => readFile(shelf, partFile(encoder, part), `${entry.name}, ${name}`));
      files.push({ name, blob: new Blob([bytes]) });
    }
    const read = await readEncoder(files);
    if (read.digest === encoder) return read;
    throw new SettingsError(`encoder: the kept files of ${entry.name} are damaged; remove it and bring it again`);
  }

  async forget(encoder: Id): Promise<void> {
    this.held.delete(encoder);
    const shelf = await this.shelf();
    await shelf?.alone(() => remove(shelf, encoder));
  }

  private async keep(card: Omit<EncoderCard, 'kept'>, files: readonly EncoderFile[]): Promise<void> {
    const shelf = await this.platform.encoders();
    if (shelf === null) throw new SettingsError('encoder: nothing can be kept here');
    const { encoder } = card;
    await shelf.alone(async () => {
      if ((await entryOf(shelf, entryFile(encoder))) !== null) return;
      try {
        for (const [part, { blob }] of files.entries()) {
          await writeVerified(shelf.file(partFile(encoder, part)), new Uint8Array(await blob.arrayBuffer()));
        }
        const entry: Entry = {
          ...card,
          pooling: card.pooling && [...card.pooling],
          version: 1,
          files: files.map(({ name }) => name),
        };
        await writeVerified(shelf.file(entryFile(encoder)), new TextEncoder().encode(JSON.stringify(entry)));
      } catch (error) {
        await remove(shelf, encoder).catch(() => undefined);
        throw error;
      }
    });
  }

  /** The shelf; null where storage does not answer, or there is none. */
  private readonly shelf = (): Promise<Shelf | null> => this.platform.encoders().catch(() => null);
}

/** Every file that begins with the name of an encoder, its entry first. */
async function remove(shelf: Shelf, encoder: string): Promise<void> {
  await shelf.file(entryFile(encoder)).remove();
  for (const name of await shelf.list()) if (name.startsWith(`${stem(encoder)}-`)) await shelf.file(name).remove();
}

async function entriesOf(shelf: Shelf): Promise<Entry[]> {
  return shelf.alone(async () => {
    const names = (await shelf.list()).filter((name) => ENTRY.test(name)).sort();
    const entries: Entry[] = [];
    for (const name of names) {
      const entry = await entryOf(shelf, name);
      if (entry !== null) entries.push(entry);
    }
    return entries;
  });
}

/** What a file says of an encoder; null where it cannot be read, or names another. */
async function entryOf(shelf: Shelf, name: string): Promise<Entry | null> {
  try {
    const bytes = await shelf.file(name).read();
    if (bytes === null || bytes.length > MOST_ENTRY_BYTES) return null;
    const entry = v.parse(entrySchema, JSON.parse(new TextDecoder().decode(bytes)));
    return entryFile(entry.encoder) === name ? entry : null;
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof v.ValiError) return null;
    throw error;
  }
}

/** @throws SettingsError where neither the model nor all the files have that SHA-256 */
function checkNamed(sha256: string, { digest: all, modelSha256 }: EncoderFiles): void {
  const named = sha256.trim().toLowerCase();
  if (named === all || named === modelSha256) return;
  const stated = /^[0-9a-f]{64}$/.test(named) ? '' : ', which is none: expected 64 hex digits';
  throw new SettingsError(
    `encoder: the SHA-256 of the model is ${modelSha256} and that of all its files ${all}, expected ${quote(sha256)}${stated}; it is not what was named`,
  );
}

/** Of a file of a folder that was chosen, where it lies in it. */
const pathOf = ({ name, webkitRelativePath }: File): string =>
  typeof webkitRelativePath === 'string' && webkitRelativePath !== '' ? webkitRelativePath : name;

/** The folder of the files, else what the configuration says, else what names them. */
function nameOf(files: readonly EncoderFile[], { config, digest: named }: EncoderFiles): string {
  const [folder, inside] = files[0].name.split('/');
  if (inside !== undefined) return folder;
  const said = config?._name_or_path;
  return typeof said === 'string' && said.trim() !== '' ? said : `encoder ${named.slice(0, 8)}`;
}
