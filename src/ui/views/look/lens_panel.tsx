import type { LensCard } from '../../../worker/contract.ts';
import { useActions } from '../../app_context.ts';
import { Panel } from '../../controls/fields.tsx';

interface LensPanelProps {
  readonly lenses: readonly LensCard[];
  readonly chosen: LensCard;
}

/** The ways to look into this model, to choose one. */
export function LensPanel({ lenses, chosen }: LensPanelProps) {
  const { look } = useActions();
  return (
    <Panel title="What to look at" className="lens-panel">
      <ul className="lenses" aria-label="What to look at">
        {lenses.map(({ name, title }) => (
          <li key={name}>
            <button type="button" aria-pressed={name === chosen.name} onClick={() => look.look({ lens: name })}>
              {title}
            </button>
          </li>
        ))}
      </ul>
    </Panel>
  );
}
