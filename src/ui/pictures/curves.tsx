import { lazy, Suspense } from 'react';
import { Table } from '../controls/fields.tsx';
import { Frame, type PictureProps } from './frame.tsx';
import { largest, namesOf, written, type OfKind } from './numbers.ts';

const LineChart = lazy(async () => ({ default: (await import('../charts/line_chart.tsx')).LineChart }));

/** Colours of lines, see tokens.css. */
const SERIES = 6;

/** A line for each column over the rows. */
export function Curves(props: PictureProps<OfKind<'curves'>>) {
  const { picture } = props;
  const { rows, columns, values, quantity, unit } = picture.numbers;
  const [places, labels] = [namesOf(rows), namesOf(columns)];
  const at = (row: number, column: number): number => values[row * labels.length + column];
  return (
    <Frame
      {...props}
      table={
        <Table
          numeric
          caption={picture.title}
          columns={[rows.of === 'words' ? rows.label : 'item', ...labels]}
          rows={places.map((place, row) => [place, ...labels.map((_, column) => written(at(row, column), unit))])}
        />
      }
    >
      <Suspense fallback={<p className="muted">Drawing…</p>}>
        <LineChart
          xLabel={picture.xLabel}
          yLabel={unit === 'share' ? `${quantity} (%)` : quantity}
          x={[...picture.x]}
          xMost={largest(picture.x)}
          lines={labels.map((label, column) => ({
            label,
            colour: `--series-${column % SERIES}`,
            values: places.map((_, row) => (unit === 'share' ? 100 : 1) * at(row, column)),
          }))}
          description={`${picture.sentence} Across: ${picture.xLabel}.`}
        />
      </Suspense>
      {labels.length > 1 && (
        <ul className="legend">
          {labels.map((label, column) => (
            <li key={label}>
              <svg className={`series-${column % SERIES}`} viewBox="0 0 28 8" aria-hidden="true">
                <line x1="0" y1="4" x2="28" y2="4" />
              </svg>
              {label}
            </li>
          ))}
        </ul>
      )}
    </Frame>
  );
}
