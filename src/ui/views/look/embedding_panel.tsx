import { useEffect, useMemo, useRef, useState, type PointerEvent } from 'react';
import type { EmbeddingMap, Item, SimilarItem } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Combobox } from '../../controls/combobox.tsx';
import { Panel, SelectField } from '../../controls/fields.tsx';
import { Icon } from '../../controls/icon.tsx';
import { count, percent } from '../../format.ts';
import { drawScatter, largestCategories, pointAt, pointsIn, type ColouredBy } from './scatter.ts';
import { useColours, useWidth } from './use_redraw.ts';

/** Pixels from a point at which the pointer still means it. */
const REACH = 14;

/** The item vectors of the model, laid flat: what lies close is alike for the model. */
export function EmbeddingPanel() {
  const map = useEmbedding();
  const [chosen, setChosen] = useState<Item | null>(null);
  const { trial } = useActions();
  if (map === null) return null;
  const known = chosen !== null && map.items.some(({ id }) => id === chosen.id) ? chosen : null;
  return (
    <Panel title="Items as the model sees them" className="embedding">
      <p>
        Each of the {count(map.items.length)} items is a point; the two directions in which they differ most hold{' '}
        {percent(map.shares[0])} and {percent(map.shares[1])} of the differences. The line is the history, its last item
        the largest dot.
      </p>
      <div className="embedding-parts">
        <Scatter map={map} chosen={known} onChoose={setChosen} />
        <div className="beside">
          <Combobox
            label="Find an item"
            placeholder="title or id"
            noun="item"
            search={trial.search}
            keyOf={({ id }: Item) => id}
            show={({ title }) => <span className="title">{title}</span>}
            onChoose={setChosen}
          />
          {known === null ? (
            <p className="empty">Choose an item here or on the map to see which ones are like it.</p>
          ) : (
            <Alike item={known} onChoose={setChosen} />
          )}
        </div>
      </div>
    </Panel>
  );
}

interface ScatterProps {
  readonly map: EmbeddingMap;
  readonly chosen: Item | null;
  readonly onChoose: (item: Item) => void;
}

function Scatter({ map, chosen, onChoose }: ScatterProps) {
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
  const marked = hovered >= 0 ? hovered : chosen === null ? -1 : (index.get(chosen.id) ?? -1);

  useEffect(() => {
    if (canvas.current === null) return;
    const path = history.flatMap(({ id, muted }) => (muted ? [] : (index.get(id) ?? [])));
    drawScatter(canvas.current, { map, points, by, width, height, path, marked });
  }, [map, points, by, width, height, history, index, marked, colours]);

  const under = ({ nativeEvent: { offsetX, offsetY } }: PointerEvent): number =>
    pointAt(points, offsetX, offsetY, REACH);
  return (
    <figure>
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
      {hasCategories ? (
        <SelectField
          label="Colour"
          value={by}
          options={{ category: 'by category', popularity: 'by popularity' }}
          onChange={setBy}
        />
      ) : null}
    </figure>
  );
}

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
      <li className="muted">others</li>
    </ul>
  );
}

/** The items most like one, each to go on from or to add to the history. */
function Alike({ item, onChoose }: { readonly item: Item; readonly onChoose: (item: Item) => void }) {
  const alike = useSimilar(item.id);
  const { trial } = useActions();
  return (
    <>
      <h3>Most like {item.title}</h3>
      <ol className="alike" aria-label={`Items most like ${item.title}`}>
        {alike.map(({ item: other, cosine }) => (
          <li key={other.id}>
            <button type="button" className="icon name" onClick={() => onChoose(other)}>
              {other.title}
            </button>
            <span className="score" title="cosine of the two vectors">
              {cosine.toFixed(2)}
            </span>
            <button
              type="button"
              className="icon"
              aria-label={`Add ${other.title} to the history`}
              title="Add to the history"
              onClick={() => void trial.add(other)}
            >
              <Icon name="add" />
            </button>
          </li>
        ))}
      </ol>
      <p className="muted">The number is the cosine of the two vectors: 1 is the same direction.</p>
    </>
  );
}

function useEmbedding(): EmbeddingMap | null {
  const asked = useValue((state) => state.asked);
  const [map, setMap] = useState<EmbeddingMap | null>(null);
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.embedding().then((found) => {
      if (current) setMap(found);
    });
    return () => {
      current = false;
    };
  }, [asked, look]);
  return map;
}

function useSimilar(id: string): readonly SimilarItem[] {
  const [alike, setAlike] = useState<readonly SimilarItem[]>([]);
  const { look } = useActions();
  useEffect(() => {
    let current = true;
    void look.similar(id).then((found) => {
      if (current) setAlike(found);
    });
    return () => {
      current = false;
    };
  }, [id, look]);
  return alike;
}
