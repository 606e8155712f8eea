/** Apache Parquet. What reads it is loaded when the first such file is met. */
import { ImportError } from '../../../core/errors.ts';
import { grouped } from '../limits.ts';
import { Turns } from '../pass.ts';
import type { Block, TableKind, Taker } from '../table_kind.ts';
import type { FilePlan } from '../types.ts';

/** `PAR1`. */
const MARK = [0x50, 0x41, 0x52, 0x31];
/** Rows that a byte of a file can stand for before room is made for them: repeated values take next to none. */
const ROWS_PER_BYTE = 4;

const load = () => Promise.all([import('../parquet/reader.ts'), import('../parquet/table.ts')]);

/** Hands on a block by columns where it can be, else row by row. */
function handOn(block: Block, taker: Taker): void {
  if (taker.block !== undefined) taker.block(block);
  else for (let r = 0; r < block.rows; r++) taker.row(block.row(r));
}

const isUsed = (plan: FilePlan, column: number): boolean =>
  plan.role !== 'ignored' && plan.columns[column].role !== 'ignore';

export const kind: TableKind = {
  formats: ['parquet'],
  recognises: (head) => MARK.every((byte, i) => head[i] === byte),

  async find(source, _, limits) {
    const [{ openParquet }, { parquetTable }] = await load();
    return parquetTable(await openParquet(source, limits), limits);
  },

  async read(source, plan, options, taker) {
    const [{ openParquet, blocksOf }, { tableLeaves }] = await load();
    const file = await openParquet(source, options.limits);
    const leaves = tableLeaves(file);
    if (leaves.length !== plan.columns.length)
      throw new ImportError(`${plan.name}: the file changed since it was looked at; choose it again`);
    const all = Number(file.metadata.num_rows);
    taker.expect(Math.min(all, ROWS_PER_BYTE * file.opened.bytes));
    const used = leaves.map((leaf, column) => (isUsed(plan, column) ? leaf : null));
    const turns = new Turns(source, options);
    let rows = 0;
    for await (const block of blocksOf(file, used)) {
      handOn(block, taker);
      rows += block.rows;
      turns.onBytes(Math.floor(source.bytes * Math.min(rows / all, 1)) - turns.onDisk);
      await turns.after(rows);
    }
    turns.report(rows);
    const written = plan.format?.kind === 'parquet' ? `, ${plan.format.compression.toLowerCase()}` : '';
    return { notes: [`${plan.name}: Parquet of ${grouped(leaves.length)} columns${written}.`] };
  },
};
