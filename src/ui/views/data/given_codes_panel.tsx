import { alikeWords } from '../../../core/code_use.ts';
import type { DatasetSummary } from '../../../worker/contract.ts';
import { useActions, useValue } from '../../app_context.ts';
import { FileButton, Panel } from '../../controls/fields.tsx';
import { counted } from '../../format.ts';

/** Codes of the items that somebody else has made, instead of ours. */
export function GivenCodesPanel({ dataset }: { readonly dataset: DatasetSummary }) {
  const given = useValue(({ codesGiven }) => (codesGiven?.dataset === dataset ? codesGiven : null));
  const failure = useValue((state) => state.givenFailure);
  const busy = useValue((state) => state.working);
  const { codes } = useActions();
  return (
    <Panel title="Codes from elsewhere">
      <p className="muted">
        Codes that somebody has published for these items, as the index files of LETTER or MiniOneRec are:{' '}
        <code>{'{"item": ["<a_12>", "<b_7>"], …}'}</code>. A model that knows items by codes takes them instead of
        making its own, unless a tokenizer is chosen for it.
      </p>
      <div className="row">
        <FileButton label="Choose a file of codes…" accept=".json" onFiles={([file]) => void codes.give(file)} />
        {given === null ? null : (
          <button type="button" disabled={busy} onClick={() => void codes.takeBack()}>
            Take them back
          </button>
        )}
      </div>
      {failure === null ? null : (
        <p className="notice warning" role="alert">
          {failure}
        </p>
      )}
      {given === null ? null : (
        <p role="status">
          {given.name}: {counted(given.slots, 'code')} of {counted(given.items, 'item')}, each one of {given.size}:{' '}
          {alikeWords(given.alike, given.items)}.
          {given.elsewhere === 0 ? '' : ` It has ${counted(given.elsewhere, 'item')} more, which the data has not.`} The
          next run of a model that knows items by codes takes them.
        </p>
      )}
    </Panel>
  );
}
