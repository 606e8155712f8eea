import { bestValidation } from '../../../state/compare_rows.ts';
import { overSeeds, type SeedGroup } from '../../../state/seed_groups.ts';
import type { RankingMetric } from '../../../worker/contract.ts';
import { useValue } from '../../app_context.ts';
import { count, duration, score } from '../../format.ts';
import { range } from './range.ts';

interface SeedsRowProps {
  readonly group: SeedGroup;
  readonly open: boolean;
  readonly onOpen: () => void;
}

const metrics: readonly RankingMetric[] = ['ndcg', 'hr', 'mrr'];

/** Runs that differ in their seed only: means over the seeds, with the interval of other seeds; opens to its members. */
export function SeedsRow({ group, open, onOpen }: SeedsRowProps) {
  const { members, seeds } = group;
  const ticked = useValue((state) => members.filter(({ key }) => state.ticked.includes(key)).length);
  const [{ run }] = members;
  const validated = seeds.flatMap((member) => bestValidation(member.run) ?? []);
  const seconds = members.reduce((sum, member) => sum + member.run.seconds, 0);
  return (
    <tr className="seeds">
      <th scope="row">
        <span className="contender">
          <button type="button" className="name" aria-expanded={open} onClick={onOpen}>
            {seeds.length} seeds of {run.name}
          </button>
        </span>
      </th>
      {metrics.map((metric) => {
        const spread = overSeeds(group, metric);
        return (
          <td key={metric}>
            {score(spread.value)}
            <small className="interval">{range(spread)}</small>
          </td>
        );
      })}
      <td>{validated.length === 0 ? '' : score(validated.reduce((sum, one) => sum + one, 0) / validated.length)}</td>
      <td className="muted">seed</td>
      <td>{count(run.parameters)}</td>
      <td />
      <td>{duration(seconds)}</td>
      <td>{seeds.map((member) => member.run.recipe.seed).join(', ')}</td>
      <td>mean{open || ticked === 0 ? '' : `, ${ticked} ticked`}</td>
    </tr>
  );
}
