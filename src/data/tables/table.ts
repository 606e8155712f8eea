/** Tables on their way out, piece by piece, so that nobody holds a whole one. */
export const tableFiles = ['csv', 'parquet'] as const;
export type TableFile = (typeof tableFiles)[number];

/** A column, and what its values are: `whole` numbers fit 32 bits, `numbers` are in double precision. */
export interface TableColumn {
  readonly name: string;
  readonly holds: 'text' | 'whole' | 'numbers';
}

/** Values of consecutive rows, a column each, of one length. */
export type TableColumns = readonly (readonly (string | number)[])[];

export type Bytes = Uint8Array<ArrayBuffer>;

/** One after another, the pieces are the file. */
export interface TableWriter {
  /** The bytes of further rows. */
  rows(columns: TableColumns): Bytes;
  /** What stands behind the last row. */
  end(): Bytes;
}
