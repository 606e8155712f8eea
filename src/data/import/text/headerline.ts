/** The header of a text, which stands again in the middle of it where files were put one after the other. */
import type { Row } from '../rows/rows.ts';

/** Passes over the header and every line that repeats it field by field. */
export class HeaderLine {
  /** Lines that repeat the header. */
  repeated = 0;
  private readonly fields: Uint8Array[] = [];
  private lead = NaN;
  private leadBytes = NaN;

  /** Takes the first row of the text as the header. */
  remember({ bytes, starts, ends, count }: Readonly<Row>): void {
    for (let i = 0; i < count; i++) this.fields.push(bytes.slice(starts[i], ends[i]));
    this.lead = this.fields[0]?.[0] ?? NaN;
    this.leadBytes = this.fields[0]?.length ?? NaN;
  }

  /** Whether a row is the header again; counts it. */
  isIn(row: Readonly<Row>): boolean {
    const [start] = row.starts;
    // Nearly every row ends here.
    if (row.bytes[start] !== this.lead || row.ends[0] - start !== this.leadBytes) return false;
    if (!this.equals(row)) return false;
    this.repeated++;
    return true;
  }

  private equals({ bytes, starts, ends, count }: Readonly<Row>): boolean {
    return (
      count === this.fields.length &&
      this.fields.every(
        (field, i) => ends[i] - starts[i] === field.length && field.every((byte, k) => bytes[starts[i] + k] === byte),
      )
    );
  }
}
