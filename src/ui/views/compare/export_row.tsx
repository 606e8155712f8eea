import { useState } from 'react';
import type { Group } from '../../../state/compare_rows.ts';
import { useValue } from '../../app_context.ts';
import { CopyButton } from '../../controls/copy_button.tsx';
import { SelectField } from '../../controls/fields.tsx';
import { fileName } from '../../../core/file_names.ts';
import { saveFile } from '../../save_file.ts';
import { exported, formats, type Format } from './export.ts';

const titles = Object.fromEntries(Object.entries(formats).map(([name, { title }]) => [name, title])) as Record<
  Format,
  string
>; // the keys of formats

/** The table of a group as a file or in the clipboard: what is ticked of it, or all of it. */
export function ExportRow({ group }: { readonly group: Group }) {
  const [format, setFormat] = useState<Format>('csv');
  const intervals = useValue((state) => state.intervals);
  const ticked = useValue((state) => state.ticked);
  const chosen = group.rows.filter(({ key }) => ticked.includes(key));
  const rows = chosen.length === 0 ? group.rows : chosen;
  const text = (): string => exported(format, group, rows, intervals);
  return (
    <div className="row export">
      <SelectField label="Export as" value={format} options={titles} onChange={setFormat} />
      <button type="button" onClick={() => saveFile(fileName(group.dataset, `runs.${formats[format].ending}`), text())}>
        Save {chosen.length === 0 ? 'all' : `the ${chosen.length} ticked`}
      </button>
      <CopyButton label="Copy" text={text} />
    </div>
  );
}
