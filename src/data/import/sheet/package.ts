/** The parts of a workbook: members of a zip archive that refer to each other (ECMA-376, part 2). */
import type { FileEntry } from '@zip.js/zip.js/lib/zip-core-custom.js';
import { ImportError } from '../../../core/errors.ts';
import type { Bytes } from '../archives/blob.ts';
import { size, type Limits } from '../limits.ts';
import type { Source } from '../archives/source.ts';
import { checkExpansion } from '../archives/unpack.ts';
import { memberRefusal, unpacked, zipMembers } from '../archives/zip.ts';

/** How far a part may unpack, and who hears how many packed bytes were read. */
export interface PartOptions {
  readonly most: number;
  readonly onBytes?: ((bytes: number) => void) | undefined;
}

/** Names of parts are equal whatever their case (part 2, section 6.2.2.3); some programs write `\` between folders. */
const keyOf = (path: string): string => path.replaceAll('\\', '/').replace(/^\/+/, '').toLowerCase();

export class Package {
  readonly name: string;
  readonly #parts: ReadonlyMap<string, FileEntry>;
  readonly #limits: Limits;

  constructor(name: string, members: readonly FileEntry[], limits: Limits) {
    this.name = name;
    this.#limits = limits;
    this.#parts = new Map(members.map((member) => [keyOf(member.filename), member]));
  }

  has(path: string): boolean {
    return this.#parts.has(keyOf(path));
  }

  /** Bytes that a part unpacks to, as the archive says; 0 where there is no such part. */
  unpackedBytes(path: string): number {
    return this.#parts.get(keyOf(path))?.uncompressedSize ?? 0;
  }

  /** The unpacked bytes of a part. Throws ImportError where it is not there, is damaged, or unpacks to more than `most`. */
  async *open(path: string, { most, onBytes }: PartOptions): AsyncGenerator<Bytes, void, undefined> {
    const member = this.#parts.get(keyOf(path));
    if (member === undefined) {
      throw new ImportError(
        `${this.name}: the workbook lacks its part ${path}; open it in a spreadsheet program, save it again, and choose that file`,
      );
    }
    const refusal = memberRefusal(member);
    if (refusal !== null) throw new ImportError(`${this.name}: part ${path} of the workbook is ${refusal}`);
    let total = 0;
    for await (const piece of unpacked(this.name, member, onBytes)) {
      total += piece.length;
      checkExpansion(`${this.name}, part ${path}`, member.compressedSize, total, this.#limits);
      if (total > most) {
        throw new ImportError(
          `${this.name}: part ${path} of the workbook unpacks to more than ${size(most)}, the limit; save the sheet as CSV and choose that file`,
        );
      }
      yield piece;
    }
  }
}

/** Throws ImportError where the archive is damaged or has too many members. */
export async function openPackage(source: Source, limits: Limits): Promise<Package> {
  return new Package(source.name, await zipMembers(source.name, await source.whole(), limits), limits);
}

/** The same pieces; `onPiece` hears how long each is. */
export async function* heard(
  stream: AsyncGenerator<Bytes, void, undefined>,
  onPiece: (bytes: number) => void,
): AsyncGenerator<Bytes, void, undefined> {
  for await (const piece of stream) {
    onPiece(piece.length);
    yield piece;
  }
}
