import { Curves } from './curves.tsx';
import type { PictureProps } from './frame.tsx';
import { Grid } from './grid.tsx';
import { PointMap } from './map.tsx';
import { Square } from './square.tsx';
import { Strip } from './strip.tsx';
import { Tree } from './tree.tsx';

/** A picture by its kind. */
export function Drawn(props: PictureProps) {
  const { picture } = props;
  switch (picture.kind) {
    case 'square':
      return <Square key={picture.numbers.values.length} {...props} picture={picture} />;
    case 'grid':
      return <Grid {...props} picture={picture} />;
    case 'strip':
      return <Strip {...props} picture={picture} />;
    case 'curves':
      return <Curves {...props} picture={picture} />;
    case 'map':
      return <PointMap {...props} picture={picture} />;
    case 'tree':
      return <Tree {...props} picture={picture} />;
  }
}
