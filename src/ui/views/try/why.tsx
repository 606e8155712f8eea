import { useValue } from '../../app_context.ts';
import { signed } from '../../format.ts';
import { whySentence } from './why_sentence.ts';

/** How the score of one recommendation depends on each item of the history, measured by leaving it out. */
export function Why() {
  const explanation = useValue((state) => state.explanation);
  if (explanation === null) return null;
  const { contributions } = explanation;
  const largest = contributions.reduce((most, { change }) => Math.max(most, Math.abs(change)), 1e-9);
  return (
    <div className="why">
      <p>{whySentence(explanation)}</p>
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
      <p className="muted">
        Each number says how much higher the score is with that item in the history than without it.
      </p>
    </div>
  );
}
