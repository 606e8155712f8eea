import type { Explanation } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { percent, signed } from '../../format.ts';
import { whySentence } from './why_sentence.ts';

type Contribution = Explanation['contributions'][number];

/** Items of the history that are shown before the rest is asked for. */
const SHOWN = 5;

/** How the score of one recommendation depends on each item of the history, measured by leaving it out. */
export function Why() {
  const explanation = useValue((state) => state.explanation);
  if (explanation === null) {
    return (
      <p className="why muted" role="status">
        Leaving out one item after another…
      </p>
    );
  }
  const sorted = [...explanation.contributions].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const scale = {
    change: Math.max(1e-9, Math.abs(sorted[0]?.change ?? 0)),
    looked: Math.max(1e-9, ...sorted.map(({ looked }) => looked ?? 0)),
  };
  const others = sorted.slice(SHOWN);
  const looks = sorted.some(({ looked }) => looked !== null);
  return (
    <div className="why">
      <p role="status">{whySentence(explanation)}</p>
      <Bars contributions={sorted.slice(0, SHOWN)} scale={scale} looks={looks} />
      {others.length === 0 ? null : (
        <details>
          <summary>{others.length} more, with less influence</summary>
          <Bars contributions={others} scale={scale} looks={looks} />
        </details>
      )}
      <p className="muted">
        Each number says how much higher the score is with that item in the history than without it.
        {looks
          ? ' The second bar is where the model looked (mean attention of the last position): not proof of cause.'
          : ''}
      </p>
    </div>
  );
}

interface BarsProps {
  readonly contributions: readonly Contribution[];
  /** What fills a bar. */
  readonly scale: { readonly change: number; readonly looked: number };
  readonly looks: boolean;
}

function Bars({ contributions, scale, looks }: BarsProps) {
  return (
    <table>
      <thead>
        <tr>
          <th scope="col">item</th>
          <th scope="col">score</th>
          {looks ? <th scope="col">looked at</th> : null}
        </tr>
      </thead>
      <tbody>
        {contributions.map(({ position, item, change, looked }) => (
          <tr key={position}>
            <th scope="row">{item.title}</th>
            <td>
              <span>{signed(change)}</span>
              <Bar from={-1} share={change / scale.change} className={change < 0 ? 'negative' : 'positive'} />
            </td>
            {looks ? (
              <td>
                <span>{looked === null ? '' : percent(looked)}</span>
                <Bar from={0} share={(looked ?? 0) / scale.looked} className="looked" />
              </td>
            ) : null}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** A bar from 0 to `share`, in a field from `from` (−1 or 0) to 1. */
function Bar({
  from,
  share,
  className,
}: {
  readonly from: -1 | 0;
  readonly share: number;
  readonly className: string;
}) {
  return (
    <svg viewBox={`${50 * from} 0 ${50 * (1 - from)} 10`} preserveAspectRatio="none" aria-hidden="true">
      <rect className={className} x={Math.min(0, 50 * share)} width={Math.abs(50 * share)} height="10" />
      {from < 0 ? <rect className="zero" x="-0.5" width="1" height="10" /> : null}
    </svg>
  );
}
