/** What a workbook says about itself: its sheets, how its numbers are shown, and from when its days are counted. */
import { ImportError } from '../../../core/errors.ts';
import type { Limits } from '../limits.ts';
import type { Package } from './package.ts';
import { PLAIN, shownBy, type Shown } from './shown.ts';
import { attribute, readXml, type XmlEvents } from './xml.ts';

export interface Sheet {
  readonly name: string;
  /** The part that holds it. */
  readonly path: string;
  readonly hidden: boolean;
}

export interface Workbook {
  /** Sheets of cells in the order of the tabs, hidden ones last. */
  readonly sheets: readonly Sheet[];
  readonly since1904: boolean;
  /** By the index that cells have. */
  readonly styles: readonly Shown[];
  /** The part of the strings that cells share; null where there is none. */
  readonly strings: string | null;
}

interface Relation {
  readonly id: string;
  /** The last word of the type: strict workbooks have other addresses before it. */
  readonly type: string;
  readonly path: string;
}

/** Bytes of XML of a part that is held in memory: far more than styles or a list of sheets come to. */
const SMALL_BYTES = 64 * 1024 * 1024;
/** A workbook may have 65,490 formats of cells. */
const MOST_STYLES = 100_000;
const MOST_SHEETS = 10_000;

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true';

async function readSmall(parts: Package, path: string, events: XmlEvents, limits: Limits): Promise<void> {
  await readXml(`${parts.name}, ${path}`, parts.open(path, { most: SMALL_BYTES }), events, limits);
}

const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);

/** A target from the folder of the part that names it, or from the root. */
function resolved(folder: string, target: string): string {
  const steps: string[] = [];
  for (const step of (target.startsWith('/') ? target : folder + target).split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '.' && step !== '') steps.push(step);
  }
  return steps.join('/');
}

async function relationsOf(parts: Package, part: string, limits: Limits): Promise<readonly Relation[]> {
  const folder = folderOf(part);
  const path = `${folder}_rels/${part.slice(folder.length)}.rels`;
  const relations: Relation[] = [];
  if (!parts.has(path)) return relations;
  const open: XmlEvents['open'] = (name, { Id: id = '', Type: type = '', Target: target = '' }) => {
    if (name !== 'Relationship' || relations.length >= MOST_SHEETS) return;
    relations.push({ id, type: type.split('/').at(-1) ?? '', path: resolved(folder, target) });
  };
  await readSmall(parts, path, { open, close: () => undefined }, limits);
  return relations;
}

async function readStyles(parts: Package, path: string, limits: Limits): Promise<readonly Shown[]> {
  const codes = new Map<number, string>();
  const ids: number[] = [];
  let within = false;
  const events: XmlEvents = {
    open(name, attributes) {
      if (name === 'cellXfs') within = true;
      if (codes.size + ids.length > MOST_STYLES)
        throw new ImportError(`${parts.name}: the workbook has too many styles`);
      const id = Number(attributes.numFmtId ?? 0);
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '');
      if (name === 'xf' && within) ids.push(id);
    },
    close(name) {
      if (name === 'cellXfs') within = false;
    },
  };
  await readSmall(parts, path, events, limits);
  const known = new Map([...new Set(ids)].map((id) => [id, shownBy(id, codes)]));
  return ids.map((id) => known.get(id) ?? PLAIN);
}

/** Throws ImportError where the parts are no workbook or cannot be read. */
export async function readWorkbook(parts: Package, limits: Limits): Promise<Workbook> {
  const root = await relationsOf(parts, '', limits);
  const main = root.find(({ type }) => type === 'officeDocument')?.path ?? 'xl/workbook.xml';
  const relations = await relationsOf(parts, main, limits);
  const sheets: Sheet[] = [];
  let since1904 = false;
  const open: XmlEvents['open'] = (element, attributes) => {
    if (element === 'workbookPr') since1904 = isTrue(attributes.date1904);
    if (element !== 'sheet' || sheets.length >= MOST_SHEETS) return;
    const { name = '', state = 'visible' } = attributes;
    const id = attribute(attributes, 'id');
    const relation = relations.find((each) => each.id === id);
    if (relation?.type === 'worksheet') sheets.push({ name, path: relation.path, hidden: state !== 'visible' });
  };
  await readSmall(parts, main, { open, close: () => undefined }, limits);
  const partOf = (wanted: string): string | null => {
    const path = relations.find(({ type }) => type === wanted)?.path;
    return path !== undefined && parts.has(path) ? path : null;
  };
  const stylesPath = partOf('styles');
  return {
    sheets: [...sheets.filter(({ hidden }) => !hidden), ...sheets.filter(({ hidden }) => hidden)],
    since1904,
    styles: stylesPath === null ? [] : await readStyles(parts, stylesPath, limits),
    strings: partOf('sharedStrings'),
  };
}
