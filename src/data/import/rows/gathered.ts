/** What the rows of all files of interactions come to. */
import { ByteDictionary } from '../ids/dictionary.ts';
import type { ItemTexts } from '../ids/itemtexts.ts';
import { Told } from '../lists/told.ts';
import { parts, type FilePlan } from '../types.ts';
import { Growing } from './growing.ts';
import { EventWords } from './kinds.ts';
import { EventValues } from './values.ts';

export class Gathered {
  readonly users = new ByteDictionary();
  readonly items = new ByteDictionary();
  /** Of rows that are lists, over all files: a test file begins each history again. */
  readonly told = new Told();
  readonly user = new Growing<Uint32Array<ArrayBuffer>>((length) => new Uint32Array(length));
  readonly item = new Growing<Uint32Array<ArrayBuffer>>((length) => new Uint32Array(length));
  /** Empty where there is no time column. */
  readonly time = new Growing<Float64Array<ArrayBuffer>>((length) => new Float64Array(length));
  readonly events = new EventWords();
  readonly values = new EventValues();
  /** Titles and categories so far; null before the first file. */
  texts: ItemTexts | null = null;
  /** Where each file ends among the interactions, and which part of a divided benchmark it is. */
  private readonly ends: { readonly end: number; readonly part: FilePlan['part'] }[] = [];

  /** Interactions that only tell what came before the one to predict, in files of validation and test. */
  private readonly context: number[] = [];
  private fileContext: number[] = [];

  /** The next interaction is one that came before the one to predict. */
  noteContext(): void {
    this.fileContext.push(this.user.length);
  }

  /** The file has no more rows. @param told whether some of its rows predict what others of it had told before */
  endOf({ part }: FilePlan, told = false): void {
    this.ends.push({ end: this.user.length, part });
    if (!told) for (const at of this.fileContext) this.context.push(at);
    this.fileContext = [];
  }

  /** The part of each interaction; undefined where no file is part of a divided benchmark. */
  partOfEach(): Uint8Array | undefined {
    if (this.ends.every(({ part }) => part === null)) return undefined;
    const of = new Uint8Array(this.ends.at(-1)?.end ?? 0);
    let from = 0;
    for (const { end, part } of this.ends) {
      of.fill(part === null ? 0 : parts.indexOf(part), from, end);
      from = end;
    }
    for (const at of this.context) of[at] = 0;
    return of;
  }
}
