/** A model file on its way in: as it is, or in a zip archive as a folder of the hub comes; a pickle is refused by name. */
import { CancelledError, SnapshotError } from '../core/errors.ts';
import { unpacked, memberRefusal, zipMembers } from '../data/import/archives/zip.ts';
import { defaultLimits } from '../data/import/limits.ts';
import { MAX_FILE_BYTES } from '../snapshot/limits.ts';
import { quote, refusal } from '../snapshot/refusal.ts';

type Bytes = Uint8Array<ArrayBuffer>;
type Members = Awaited<ReturnType<typeof zipMembers>>;

/** What the file of a model is called in a folder of the hub. */
export const MODEL_FILE = 'model.safetensors';

/** The bytes of the model file: those given, or of the one model in the archive that they are. @throws SnapshotError */
export async function modelFileIn(bytes: Bytes): Promise<Bytes> {
  if (isPickled(bytes)) throw pickle('the file');
  if (!isZip(bytes)) return bytes;
  const members = await membersOf(new Blob([bytes]));
  if (members.some(({ filename }) => isPickle(filename))) throw pickle('the archive');
  const models = members.filter(({ filename }) => isModel(filename));
  if (models.length !== 1) {
    const names = models.map(({ filename }) => quote(filename)).join(', ');
    throw refusal('SNAP_ARCHIVE', 'archive', `${models.length === 0 ? 'no' : names} .safetensors in it, expected one`);
  }
  return extracted(models[0]);
}

/** Whether a file is to be opened as a model, right or wrong: an archive that holds one, or a pickle. */
export async function holdsModel(file: Blob): Promise<boolean> {
  const beginning = new Uint8Array(await file.slice(0, 4).arrayBuffer());
  if (isPickled(beginning)) return true;
  if (!isZip(beginning)) return false;
  const members = await membersOf(file).catch(() => []); // what is wrong with it, the import of tables says
  return members.some(({ filename }) => isModel(filename) || isPickle(filename));
}

const isZip = (bytes: Uint8Array): boolean =>
  bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
/** The opcode PROTO with one of the protocols that name themselves. */
const isPickled = (bytes: Uint8Array): boolean => bytes[0] === 0x80 && bytes[1] >= 2 && bytes[1] <= 5;
const isModel = (name: string): boolean =>
  name.endsWith('.safetensors') && !name.split('/').some((part) => part.startsWith('.') || part === '__MACOSX');
const isPickle = (name: string): boolean => name === 'data.pkl' || name.endsWith('/data.pkl');

const pickle = (where: string): SnapshotError =>
  refusal(
    'SNAP_PICKLE',
    where,
    'a pickle of PyTorch (.pth, .pt, .bin), which is a program and not only numbers, and none is run here',
  );

async function membersOf(blob: Blob): Promise<Members> {
  try {
    return await zipMembers('archive', blob, defaultLimits);
  } catch (error) {
    throw foreign(error);
  }
}

async function extracted(member: Members[number]): Promise<Bytes> {
  const refused = memberRefusal(member);
  if (refused !== null) throw refusal('SNAP_ARCHIVE', quote(member.filename), refused);
  const pieces: Bytes[] = [];
  let total = 0;
  try {
    for await (const piece of unpacked(member.filename, member, undefined)) {
      total += piece.length;
      if (total > MAX_FILE_BYTES) {
        throw refusal('SNAP_FILE_SIZE', quote(member.filename), `it unpacks to more than ${MAX_FILE_BYTES} bytes`);
      }
      pieces.push(piece.slice());
    }
  } catch (error) {
    throw foreign(error);
  }
  return new Uint8Array(await new Blob(pieces).arrayBuffer());
}

/** What reading archives for tables says of one, as what is said of models. */
function foreign(error: unknown): unknown {
  if (error instanceof SnapshotError || error instanceof CancelledError || !(error instanceof Error)) return error;
  return refusal('SNAP_ARCHIVE', 'archive', error.message.replace(/^[^:]*: /, '').replace(/; [^;]*$/, ''));
}
