/** Parts of a workbook as events of XML, piece by piece: what is hostile in XML (DTDs, depth, endless texts) is refused. */
import { ImportError } from '../../../core/errors.ts';
import type { Bytes } from '../archives/blob.ts';
import { size, type Limits } from '../limits.ts';

export type Attributes = Readonly<Record<string, string>>;

/** Names are local: what programs write as `x:row` is `row`. */
export interface XmlEvents {
  open(name: string, attributes: Attributes): void;
  close(name: string): void;
  text?(text: string): void;
}

/** Called between slices; false ends the reading. */
export type Rest = () => Promise<boolean> | boolean;

/** About 3 ms of work. */
const SLICE_BYTES = 64 * 1024;
/** A cell lies at depth 4, its rich text at 7; extensions nest a little deeper. */
const DEEPEST = 64;

/** Parts are UTF-8 or UTF-16, the latter always with a mark. */
function encodingOf([first, second]: Uint8Array): string {
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  return first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
}

function local(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** Where an attribute is named with a prefix too: `r:id` of whatever prefix. */
export function attribute(attributes: Attributes, name: string): string | undefined {
  const key = Object.keys(attributes).find((each) => local(each) === name && each !== name);
  return key === undefined ? attributes[name] : attributes[key];
}

/** What stands between two marks of XML may be long, but not without end. */
class Quiet {
  heard = true;
  private bytes = 0;

  after(where: string, slice: number, limits: Limits): void {
    this.bytes = this.heard ? 0 : this.bytes + slice;
    this.heard = false;
    if (this.bytes > limits.rowBytes) {
      throw new ImportError(
        `${where}: a value is longer than ${size(limits.rowBytes)}, the limit; choose another file`,
      );
    }
  }
}

const damaged = (where: string, what: string): ImportError =>
  new ImportError(
    `${where}: the workbook is damaged (${what}); open it in a spreadsheet program, save it again, and choose that file`,
  );

/**
 * Tells `events` what is in a stream of XML. Throws ImportError where it is not well-formed, has a DTD, nests too deep or
 * holds a value beyond `limits.rowBytes`.
 * @param where names the part in messages
 */
export async function readXml(
  where: string,
  stream: AsyncGenerator<Bytes, void, undefined>,
  events: XmlEvents,
  limits: Limits,
  rest: Rest = () => true,
): Promise<void> {
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: false, position: false });
  const quiet = new Quiet();
  let depth = 0;
  parser.on('error', ({ message }) => {
    throw damaged(where, message);
  });
  parser.on('doctype', () => {
    throw damaged(where, 'it has a document type, which no workbook has');
  });
  parser.on('opentag', ({ name, attributes }) => {
    quiet.heard = true;
    if (++depth > DEEPEST) throw damaged(where, `elements nest deeper than ${DEEPEST}`);
    events.open(local(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    quiet.heard = true;
    depth--;
    events.close(local(name));
  });
  const text = (value: string): void => events.text?.(value);
  parser.on('text', text);
  parser.on('cdata', text);
  let decoder: TextDecoder | null = null;
  for await (const piece of stream) {
    for (let from = 0; from < piece.length; from += SLICE_BYTES) {
      const slice = piece.subarray(from, from + SLICE_BYTES);
      decoder ??= new TextDecoder(encodingOf(slice));
      parser.write(decoder.decode(slice, { stream: true }));
      quiet.after(where, slice.length, limits);
      if (!(await rest())) return;
    }
  }
  parser.write(decoder?.decode() ?? '').close();
}
