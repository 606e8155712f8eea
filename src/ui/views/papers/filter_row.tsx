import { useId } from 'react';
import { fitting } from '../../../state/papers_actions.ts';
import type { PaperCard, PaperGroup } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { statusWords } from './status.ts';

/** Which papers are shown, and how many these are. */
export function FilterRow({ papers }: { readonly papers: readonly PaperCard[] }) {
  const filter = useValue((state) => state.paperFilter);
  const { papers: actions } = useActions();
  const id = useId();
  const titles = new Map(papers.map(({ group, groupTitle }) => [group, `${group} · ${groupTitle}`]));
  const groups = { '': 'all parts', ...Object.fromEntries(titles) } as Record<PaperGroup | '', string>; // of every group
  return (
    <div className="paper-filter">
      <div className="field">
        <label htmlFor={id}>Search</label>
        <input
          id={id}
          type="search"
          value={filter.text}
          placeholder="title, id or words"
          onChange={({ target }) => actions.filter({ text: target.value })}
        />
      </div>
      <SelectField label="Part" value={filter.group} options={groups} onChange={(group) => actions.filter({ group })} />
      <SelectField
        label="Status"
        value={filter.status}
        options={{ '': 'any status', ...statusWords }}
        onChange={(status) => actions.filter({ status })}
      />
      <p role="status" className="muted">
        {fitting(papers, filter).length} of {papers.length} papers
      </p>
    </div>
  );
}
