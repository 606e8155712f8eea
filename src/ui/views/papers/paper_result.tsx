import { figure } from '../../../core/figure.ts';
import type { Check, PaperRecord, PaperRecipe } from '../../../worker/contract.ts';
import { Table } from '../../controls/fields.tsx';

interface PaperResultProps {
  readonly recipe: PaperRecipe;
  readonly record: PaperRecord;
  /** Empty where the numbers are no verdict any more. */
  readonly checks: readonly Check[];
}

/** What was expected beside what came out, and every number of every seed. */
export function PaperResult({ recipe, record, checks }: PaperResultProps) {
  const { adapter, commit, date, seeds } = record;
  const measured = [adapter, date ?? null, commit === 'unknown' ? null : `commit ${commit}`];
  return (
    <>
      {checks.length === 0 ? null : (
        <Table
          numeric
          caption="What was expected and what came out"
          columns={['expected', 'held', 'came out', 'bound']}
          rows={checks.map(({ says, measured: value, bound, is, holds }) => [
            says,
            <span key="holds" className={holds ? 'tag good' : 'tag danger'}>
              {holds ? 'yes' : 'no'}
            </span>,
            figure(value),
            `${is === 'at least' ? '≥' : '≤'} ${figure(bound)}`,
          ])}
        />
      )}
      <p className="muted">Measured on {measured.filter((fact) => fact !== null).join(' · ')}</p>
      <details>
        <summary>Numbers of every seed</summary>
        <Table
          numeric
          caption="Every measure of every seed"
          columns={['measure', ...seeds.map(({ seed }) => `seed ${seed}`)]}
          rows={Object.entries(recipe.measures).map(([name, title]) => [
            title,
            ...seeds.map(({ values }) => (name in values ? figure(values[name]) : '–')),
          ])}
        />
      </details>
    </>
  );
}
