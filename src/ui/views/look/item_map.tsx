import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { EmbeddingMap, Item } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { SaveButtons } from '../../charts/save_buttons.tsx';
import { SelectField, Table } from '../../controls/fields.tsx';
import { count, percent } from '../../format.ts';
import { mapCsv } from './export.ts';
import { drawScatter, largestCategories, pointAt, pointsIn, type ColouredBy } from './scatter.ts';
import { useColours, useWidth } from './use_redraw.ts';

const TITLE = 'Items as the model sees them';

/** Pixels from a point at which the pointer still means it. */
const REACH = 14;

interface ItemMapProps {
  readonly map: EmbeddingMap;
  readonly chosen: Item | null;
  readonly onChoose: (item: Item) => void;
}

/** Every item as a point, the history as a line through them. */
export function ItemMap({ map, chosen, onChoose }: ItemMapProps) {
  const figure = useRef<HTMLElement>(null);
  const box = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const width = Math.max(200, useWidth(box));
  const height = Math.round(Math.min(460, 0.8 * width));
  const colours = useColours();
  const history = useValue((state) => state.history);
  const hasCategories = useMemo(() => largestCategories(map).length > 0, [map]);
  const [by, setBy] = useState<ColouredBy>(hasCategories ? 'category' : 'popularity');
  const [hovered, setHovered] = useState(-1);
  const index = useMemo(() => new Map(map.items.map(({ id }, i) => [id, i])), [map]);
  const points = useMemo(() => pointsIn(map, width, height), [map, width, height]);
  const path = useMemo(
    () => history.flatMap(({ id, muted }) => (muted ? [] : (index.get(id) ?? []))),
    [history, index],
  );
  const marked = hovered >= 0 ? hovered : chosen === null ? -1 : (index.get(chosen.id) ?? -1);

  useEffect(() => {
    if (canvas.current === null) return;
    drawScatter(canvas.current, { map, points, by, width, height, path, marked });
  }, [map, points, by, width, height, path, marked, colours]);

  const under = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): number =>
    pointAt(points, offsetX, offsetY, REACH);
  const sentence = mapSentence(map);
  return (
    <figure ref={figure}>
      <figcaption>{sentence}</figcaption>
      <div ref={box}>
        <canvas
          ref={canvas}
          role="img"
          aria-label={`Map of ${map.items.length} items. Find an item beside it to hear what is close to it.`}
          style={{ inlineSize: `${width}px`, blockSize: `${height}px` }}
          onPointerMove={(event) => setHovered(under(event))}
          onPointerLeave={() => setHovered(-1)}
          onPointerDown={(event) => {
            const found = under(event);
            if (found >= 0) onChoose(map.items[found]);
          }}
        />
      </div>
      <p className="readout">{marked >= 0 ? titleOf(map.items[marked]) : 'Point at an item to see its title.'}</p>
      <Legend map={map} by={by} />
      <div className="row">
        {hasCategories ? (
          <SelectField
            quiet
            label="Colour"
            value={by}
            options={{ category: 'by category', popularity: 'by popularity' }}
            onChange={setBy}
          />
        ) : null}
        <SaveButtons figure={figure} name="items" title={TITLE} sentences={[sentence]} csv={() => mapCsv(map)} />
      </div>
      <details>
        <summary>Show numbers</summary>
        <Table
          numeric
          caption="Where the items of the history lie; the CSV has all items"
          columns={['item', 'interactions', 'first direction', 'second direction']}
          rows={path.map((i) => [map.items[i].title, map.items[i].count, map.x[i].toFixed(3), map.y[i].toFixed(3)])}
        />
      </details>
    </figure>
  );
}

const mapSentence = ({ items, shares }: EmbeddingMap): string =>
  `Each of the ${count(items.length)} items is a point; the two directions in which they differ most hold ${percent(shares[0])} (across) and ${percent(shares[1])} (up) of the differences. The line is the history, its last item the largest dot.`;

const titleOf = ({ title, category }: Item): string =>
  category === null || category === '' ? title : `${title} · ${category}`;

function Legend({ map, by }: { readonly map: EmbeddingMap; readonly by: ColouredBy }) {
  const categories = useMemo(() => largestCategories(map), [map]);
  const counted = map.items.some((item) => item.count > 0);
  if (by === 'popularity') return counted ? <p className="muted">Dark is rare, bright is popular.</p> : null;
  return (
    <ul className="legend">
      {categories.map((category, i) => (
        <li key={category}>
          <svg className={`series-${i}`} viewBox="0 0 8 8" aria-hidden="true">
            <circle cx="4" cy="4" r="4" />
          </svg>
          {category}
        </li>
      ))}
      <li className="muted">
        <svg className="others" viewBox="0 0 8 8" aria-hidden="true">
          <circle cx="4" cy="4" r="4" />
        </svg>
        others
      </li>
    </ul>
  );
}
