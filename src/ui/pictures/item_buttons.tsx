import type { Item } from '../../worker/contract.ts';
import { AddButton } from '../controls/add_button.tsx';
import type { PictureProps } from './frame.tsx';

interface ItemButtonsProps {
  readonly item: Item;
  readonly onChoose: PictureProps['onChoose'];
}

/** What may be done with the item at hand in a picture. */
export function ItemButtons({ item, onChoose }: ItemButtonsProps) {
  return (
    <span className="row">
      {onChoose === undefined ? null : (
        <button type="button" onClick={() => onChoose(item)}>
          Go on from this item
        </button>
      )}
      <AddButton item={item} />
    </span>
  );
}
