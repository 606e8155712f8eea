/** Workbooks for tests, written part by part, so that the reader is tested by what programs may write and no program does. */
import { strToU8, zipSync } from 'fflate';
import { file } from '../testing.ts';
import type { NamedBlob } from '../types.ts';

const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
export const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const TYPES = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const RELATIONS = 'http://schemas.openxmlformats.org/package/2006/relationships';

export interface TestSheet {
  readonly name: string;
  readonly state?: string;
  /** What stands in `sheetData`. */
  readonly rows: string;
  /** What follows it. */
  readonly after?: string;
}

export interface TestWorkbook {
  readonly sheets: readonly TestSheet[];
  /** Elements `si`. */
  readonly strings?: string;
  /** Codes of number formats: cells of style i + 1 have the i-th. */
  readonly formats?: readonly string[];
  readonly workbookPr?: string;
  /** Parts that replace those made here; null leaves one out. */
  readonly parts?: Readonly<Record<string, string | null>>;
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');

const text = (value: string): string => `<c t="inlineStr"><is><t>${escaped(value)}</t></is></c>`;

/** Rows of texts and numbers, without references. */
export const rowsOf = (rows: readonly (readonly (string | number)[])[]): string =>
  rows
    .map((row) => {
      const cells = row.map((value) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : text(value)));
      return `<row>${cells.join('')}</row>`;
    })
    .join('');

export const sheetXml = ({ rows, after = '' }: Pick<TestSheet, 'rows' | 'after'>): string =>
  `${HEAD}<worksheet xmlns="${MAIN}"><dimension ref="A1:XFD1048576"/><sheetData>${rows}</sheetData>${after}</worksheet>`;

function stylesXml(formats: readonly string[]): string {
  const codes = formats.map((code, i) => `<numFmt numFmtId="${164 + i}" formatCode="${escaped(code)}"/>`);
  const xfs = formats.map((_, i) => `<xf numFmtId="${164 + i}"/>`);
  return (
    `${HEAD}<styleSheet xmlns="${MAIN}"><numFmts>${codes.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>` +
    `<cellXfs><xf numFmtId="0"/>${xfs.join('')}</cellXfs></styleSheet>`
  );
}

/** The parts of a workbook by their paths. */
export function partsOf({
  sheets,
  strings,
  formats,
  workbookPr = '',
  parts = {},
}: TestWorkbook): Record<string, string> {
  const relation = (id: string, type: string, target: string): string =>
    `<Relationship Id="${id}" Type="${TYPES}/${type}" Target="${target}"/>`;
  const relations = [
    ...sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
    ...(strings === undefined ? [] : [relation('s', 'sharedStrings', 'sharedStrings.xml')]),
    ...(formats === undefined ? [] : [relation('f', 'styles', '/xl/styles.xml')]),
  ];
  const list = sheets.map(
    ({ name, state = 'visible' }, i) =>
      `<sheet name="${escaped(name)}" sheetId="${i + 1}" state="${state}" r:id="rId${i + 1}"/>`,
  );
  const all: Record<string, string | null> = {
    '_rels/.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${relation('a', 'officeDocument', 'xl/workbook.xml')}</Relationships>`,
    'xl/workbook.xml': `${HEAD}<workbook xmlns="${MAIN}" xmlns:r="${TYPES}">${workbookPr}<sheets>${list.join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `${HEAD}<Relationships xmlns="${RELATIONS}">${relations.join('')}</Relationships>`,
    ...Object.fromEntries(sheets.map((sheet, i) => [`xl/worksheets/sheet${i + 1}.xml`, sheetXml(sheet)])),
    ...(strings === undefined ? {} : { 'xl/sharedStrings.xml': `${HEAD}<sst xmlns="${MAIN}">${strings}</sst>` }),
    ...(formats === undefined ? {} : { 'xl/styles.xml': stylesXml(formats) }),
    ...parts,
  };
  return Object.fromEntries(Object.entries(all).flatMap(([path, xml]) => (xml === null ? [] : [[path, xml]])));
}

export const packed = (parts: Readonly<Record<string, string>>): Uint8Array<ArrayBuffer> =>
  new Uint8Array(zipSync(Object.fromEntries(Object.entries(parts).map(([path, xml]) => [path, strToU8(xml)]))));

export const workbook = (content: TestWorkbook): NamedBlob => file('orders.xlsx', packed(partsOf(content)));
