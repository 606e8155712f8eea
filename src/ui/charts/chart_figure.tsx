import type { ReactNode } from 'react';
import { csvOf } from '../../core/csv.ts';
import { fileName } from '../../core/file_names.ts';
import { Table } from '../controls/fields.tsx';
import { saveFile } from '../save_file.ts';
import { useDataName } from '../use_data_name.ts';

interface ChartFigureProps {
  readonly title: string;
  /** What is seen, in a sentence. */
  readonly sentence: string;
  /** The numbers: units stand in the names of the columns. */
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number)[])[];
  /** Name of the file the numbers are saved as, behind that of the data. */
  readonly file: string;
  readonly children: ReactNode;
}

/** A small chart with its title, its sentence, its numbers as a table and as a file. */
export function ChartFigure({ title, sentence, columns, rows, file, children }: ChartFigureProps) {
  const data = useDataName();
  return (
    <figure className="small-chart">
      <h3>{title}</h3>
      {children}
      <figcaption>{sentence}</figcaption>
      <details>
        <summary>Numbers</summary>
        <Table numeric caption={title} columns={columns} rows={rows} />
        <button type="button" onClick={() => saveFile(fileName(data, file), csvOf([columns, ...rows]))}>
          Save as CSV
        </button>
      </details>
    </figure>
  );
}
