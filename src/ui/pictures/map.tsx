import { counted } from '../../core/counted.ts';
import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { Item } from '../../worker/contract.ts';
import { useValue } from '../app_context.ts';
import { SelectField, Table } from '../controls/fields.tsx';
import { drawMap, largestCategories, pointAt, pointsIn, type ColouredBy } from './draw_map.ts';
import { Frame, type PictureProps } from './frame.tsx';
import { Legend } from './legend.tsx';
import { namesOf, written, type OfKind } from './numbers.ts';
import { useColours, useWidth } from './use_redraw.ts';

/** Pixels from a point at which the pointer still means it. */
const REACH = 14;
const LINE = 'The line is the history, its last item the largest dot.';
const NONE: readonly Item[] = [];

/** Every item as a point, the history as a line through them. */
export function PointMap(props: PictureProps<OfKind<'map'>>) {
  const { picture, chosen = null, onChoose } = props;
  const { rows, columns, values, unit } = picture.numbers;
  const items = rows.of === 'items' ? rows.items : NONE;
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(200, useWidth(box));
  const height = Math.round(Math.min(460, 0.8 * width));
  const colours = useColours();
  const hasCategories = useMemo(() => largestCategories(items).length > 0, [items]);
  const [wanted, setBy] = useState<ColouredBy>('category');
  const by = hasCategories ? wanted : 'popularity';
  const [hovered, setHovered] = useState(-1);
  const index = useMemo(() => new Map(items.map(({ id }, i) => [id, i])), [items]);
  const points = useMemo(() => pointsIn(picture, width, height), [picture, width, height]);
  const path = usePath(index);
  const marked = hovered >= 0 ? hovered : chosen === null ? -1 : (index.get(chosen.id) ?? -1);
  const labels = namesOf(columns);

  useEffect(() => {
    if (canvas.current === null) return;
    drawMap(canvas.current, { items, labels: namesOf(columns), points, by, width, height, path, marked });
  }, [items, columns, points, by, width, height, path, marked, colours]);

  const under = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): number =>
    pointAt(points, offsetX, offsetY, REACH);
  return (
    <Frame
      {...props}
      captions={[LINE]}
      controls={hasCategories ? <ColourField by={by} onChange={setBy} /> : null}
      table={
        <Table
          numeric
          caption="Where the items of the history lie; the CSV has all items"
          columns={['item', 'interactions', ...labels]}
          rows={path.map((i) => [
            items[i].title,
            items[i].count,
            ...labels.map((_, column) => written(values[2 * i + column], unit)),
          ])}
        />
      }
    >
      <p className="muted">{LINE}</p>
      <div ref={box}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Map of ${counted(items.length, 'item')}. Find an item beside it to hear what is close to it.`}
          style={{ inlineSize: `${width}px`, blockSize: `${height}px` }}
          onPointerMove={(event) => setHovered(under(event))}
          onPointerLeave={() => setHovered(-1)}
          onPointerDown={(event) => {
            const found = under(event);
            if (found >= 0) onChoose?.(items[found]);
          }}
        />
      </div>
      <p className="readout">{marked >= 0 ? titleOf(items[marked]) : 'Point at an item to see its title.'}</p>
      <Legend items={items} by={by} />
    </Frame>
  );
}

/** The items of the history that the models read, as indices into the map. */
function usePath(index: ReadonlyMap<string, number>): readonly number[] {
  const history = useValue((state) => state.history);
  return useMemo(() => history.flatMap(({ id, muted }) => (muted ? [] : (index.get(id) ?? []))), [history, index]);
}

function ColourField({ by, onChange }: { readonly by: ColouredBy; readonly onChange: (by: ColouredBy) => void }) {
  const options = { category: 'by category', popularity: 'by popularity' };
  return <SelectField quiet label="Colour" value={by} options={options} onChange={onChange} />;
}

const titleOf = ({ title, category }: Item): string =>
  category === null || category === '' ? title : `${title} · ${category}`;
