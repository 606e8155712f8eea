import type { Explanation } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { signed } from '../../format.ts';
import { whySentence } from './why_sentence.ts';

type Contribution = Explanation['contributions'][number];

/** Items of the history that are shown before the rest is asked for. */
const SHOWN = 5;

/** How the score of one recommendation depends on each item of the history, measured by leaving it out. */
export function Why() {
  const explanation = useValue((state) => state.explanation);
  if (explanation === null) return null;
  const sorted = [...explanation.contributions].sort((a, b) => Math.abs(b.change) - Math.abs(a.change));
  const largest = Math.max(1e-9, Math.abs(sorted[0]?.change ?? 0));
  const others = sorted.slice(SHOWN);
  return (
    <div className="why">
      <p>{whySentence(explanation)}</p>
      <Bars contributions={sorted.slice(0, SHOWN)} largest={largest} />
      {others.length === 0 ? null : (
        <details>
          <summary>{others.length} more, with less influence</summary>
          <Bars contributions={others} largest={largest} />
        </details>
      )}
      <p className="muted">
        Each number says how much higher the score is with that item in the history than without it.
      </p>
    </div>
  );
}

function Bars({
  contributions,
  largest,
}: {
  readonly contributions: readonly Contribution[];
  readonly largest: number;
}) {
  return (
    <table>
      <caption className="hidden">Change of the score by each item of the history</caption>
      <tbody>
        {contributions.map(({ position, item, change }) => (
          <tr key={position}>
            <th scope="row">{item.title}</th>
            <td>{signed(change)}</td>
            <td>
              <svg viewBox="-50 0 100 10" preserveAspectRatio="none" aria-hidden="true">
                <rect
                  className={change < 0 ? 'negative' : 'positive'}
                  x={Math.min(0, (50 * change) / largest)}
                  width={Math.abs((50 * change) / largest)}
                  height="10"
                />
              </svg>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
