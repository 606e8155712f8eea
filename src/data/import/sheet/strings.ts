/** The strings that cells share, kept as bytes: a workbook may have millions. */
import { ImportError } from '../../../core/errors.ts';
import { fieldText } from '../text/encoding.ts';
import { Growing } from '../rows/growing.ts';
import type { Limits } from '../limits.ts';
import type { Package, PartOptions } from './package.ts';
import { plainText } from './value.ts';
import { readXml, type Rest, type XmlEvents } from './xml.ts';

export class SharedStrings {
  bytes = new Uint8Array(64 * 1024);
  private used = 0;
  private readonly collected = new Growing<Uint32Array<ArrayBuffer>>((length) => new Uint32Array(length));
  private ends = new Uint32Array(0);

  get count(): number {
    return this.collected.length === 0 ? this.ends.length : this.collected.length;
  }

  push(text: string): void {
    const most = this.used + 3 * text.length;
    if (most > this.bytes.length) {
      const wider = new Uint8Array(Math.max(most, 2 * this.bytes.length));
      wider.set(this.bytes.subarray(0, this.used));
      this.bytes = wider;
    }
    this.used += encoder.encodeInto(text, this.bytes.subarray(this.used)).written;
    this.collected.push(this.used);
  }

  /** No more strings come. */
  close(): this {
    this.ends = this.collected.take();
    return this;
  }

  /** Where string i ends in `bytes`, and where it starts. */
  endOf(i: number): number {
    return this.ends[i];
  }

  startOf(i: number): number {
    return i === 0 ? 0 : this.ends[i - 1];
  }

  text(i: number): string {
    return fieldText(this.bytes.subarray(this.startOf(i), this.endOf(i)));
  }
}

const encoder = new TextEncoder();

export interface StringsOptions extends PartOptions {
  /** Strings with this index and later ones are not asked for. */
  readonly upTo: number;
  readonly rest?: Rest;
}

/** The first strings of a part; none where `path` is null. Throws ImportError where it cannot be read. */
export async function readStrings(
  parts: Package,
  path: string | null,
  limits: Limits,
  { upTo, rest = () => true, ...options }: StringsOptions,
): Promise<SharedStrings> {
  const strings = new SharedStrings();
  if (path === null || upTo === 0) return strings.close();
  let text = '';
  let wanted = false;
  let phonetic = false;
  const events: XmlEvents = {
    open(name) {
      if (name === 'si') text = '';
      else if (name === 'rPh') phonetic = true;
      else if (name === 't') wanted = !phonetic;
    },
    text(value) {
      if (!wanted) return;
      text += value;
      if (text.length > limits.rowBytes) throw new ImportError(`${parts.name}: a text of the workbook is too long`);
    },
    close(name) {
      if (name === 't') wanted = false;
      else if (name === 'rPh') phonetic = false;
      else if (name === 'si') strings.push(plainText(text));
    },
  };
  await readXml(`${parts.name}, ${path}`, parts.open(path, options), events, limits, () =>
    strings.count < upTo ? rest() : false,
  );
  return strings.close();
}
