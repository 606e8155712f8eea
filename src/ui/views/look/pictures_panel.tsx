import { useMemo } from 'react';
import type { LensCard, LensPicture } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';
import { Drawn } from '../../pictures/drawn.tsx';
import { lastOf } from '../../pictures/numbers.ts';
import { Tiles } from '../../pictures/tiles.tsx';
import { MapAndItem } from './map_and_item.tsx';
import { SpanField } from './span_field.tsx';
import { useLooked } from './use_looked.ts';
import { usePictureKeys } from './use_picture_keys.ts';

interface PicturesPanelProps {
  readonly lens: LensCard;
  /** All that have something to show of the model. */
  readonly lenses: readonly LensCard[];
}

/** What a lens shows: all pictures in small where there are several, one large. */
export function PicturesPanel({ lens, lenses }: PicturesPanelProps) {
  const empty = useValue((state) => state.history.every(({ muted }) => muted));
  const looked = useLooked(lens);
  return (
    <Panel title={lens.title} className="pictures">
      <p className="muted">{lens.says}</p>
      {lens.reads !== 'model' && empty ? (
        <p className="notice">Pick a user or build a history, and see what the model makes of it.</p>
      ) : looked === null ? (
        <p className="muted">Reading…</p>
      ) : 'failure' in looked ? (
        <p className="notice danger" role="alert">
          The model cannot be looked into. {looked.failure}
        </p>
      ) : (
        <Pictures lens={lens} lenses={lenses} whole={looked.pictures} />
      )}
      <p className="muted source">{lens.source}</p>
    </Panel>
  );
}

interface PicturesProps extends PicturesPanelProps {
  readonly whole: readonly LensPicture[];
}

function Pictures({ lens, lenses, whole }: PicturesProps) {
  const chosen = useValue((state) => state.picture);
  const span = useValue((state) => state.span);
  const { look } = useActions();
  const pictures = useMemo(() => whole.map((picture) => lastOf(picture, span ?? Infinity)), [whole, span]);
  const picture = pictures.find(({ title }) => title === chosen) ?? pictures.at(0);
  usePictureKeys(pictures, picture?.title);
  if (picture === undefined) return <p className="empty">This lens has nothing to show of this model.</p>;
  const { rows } = whole[0].numbers;
  const controls = rows.of === 'history' ? <SpanField total={rows.items.length} /> : null;
  const shown = { name: fileName(lens, picture), controls };
  return (
    <>
      {pictures.length === 1 ? null : (
        <Tiles
          pictures={pictures}
          label={lens.title}
          chosen={picture.title}
          onChoose={(title) => look.look({ picture: title })}
        />
      )}
      {picture.kind === 'map' ? (
        <MapAndItem {...shown} picture={picture} beside={lenses.filter(({ reads }) => reads === 'item')} />
      ) : (
        <Drawn {...shown} picture={picture} />
      )}
    </>
  );
}

/** "attention-block-2-head-1" */
const fileName = ({ name }: LensCard, { title }: LensPicture): string =>
  `${name}-${title.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-')}`;
