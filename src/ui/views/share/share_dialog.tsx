import { useEffect, useRef } from 'react';
import type { ShareChoice, ShareForm } from '../../../state/slices/share.ts';
import { useActions, useValue } from '../../app_context.ts';
import { SelectField } from '../../controls/fields.tsx';
import { useRunNames } from '../../use_run_names.ts';
import { FilePanel, ModelPanel, RecipePanel } from './form_panels.tsx';
import { FolderPanel } from './folder_panel.tsx';
import { OnePagePanel } from './one_page_panel.tsx';
import { OnnxPanel } from './onnx_panel.tsx';
import { ProjectPanel } from './project_panel.tsx';

const forms: Readonly<Record<ShareForm, { readonly title: string; readonly help: string }>> = {
  recipe: { title: 'Recipe', help: 'a short link that trains it again' },
  model: { title: 'Model link', help: 'a link that contains the model' },
  file: { title: 'File', help: 'a .safetensors file' },
  page: { title: 'One page', help: 'HTML that recommends by itself' },
  onnx: { title: 'ONNX', help: 'a file that other programs run' },
  folder: { title: 'Hugging Face', help: 'a folder for the hub, with a card' },
  project: { title: 'Project', help: 'PyTorch that goes on with the run' },
};
const formNames = [
  'recipe',
  'model',
  'file',
  'page',
  'onnx',
  'folder',
  'project',
] as const satisfies readonly ShareForm[];

const panels = {
  recipe: RecipePanel,
  model: ModelPanel,
  file: FilePanel,
  page: OnePagePanel,
  onnx: OnnxPanel,
  folder: FolderPanel,
  project: ProjectPanel,
} as const;

/** What can be sent to somebody, how long it is, and what is inside. Esc closes it, and focus goes back to the button. */
export function ShareDialog() {
  const choice = useValue((state) => state.share);
  const { share } = useActions();
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    if (dialog.current?.open === false) dialog.current.showModal();
  }, []);
  if (choice === null) return null;
  const Form = panels[choice.form];
  return (
    <dialog
      ref={dialog}
      className="share-dialog"
      aria-labelledby="share-title"
      onClose={() => share.close()}
      onClick={({ target }) => target === dialog.current && dialog.current.close()}
    >
      <div className="share-body">
        <div className="share-head">
          <h2 id="share-title">Share</h2>
          <button type="button" onClick={() => dialog.current?.close()}>
            Close
          </button>
        </div>
        <Subject choice={choice} />
        <fieldset className="options">
          <legend>As</legend>
          {formNames.map((form) => (
            <label key={form} className={form !== 'recipe' && choice.run === null ? 'off' : undefined}>
              <input
                type="radio"
                name="share-form"
                checked={choice.form === form}
                disabled={form !== 'recipe' && choice.run === null}
                onChange={() => void share.choose({ form })}
              />
              <span>
                <strong>{forms[form].title}</strong>
                <small>{forms[form].help}</small>
              </span>
            </label>
          ))}
        </fieldset>
        <Form choice={choice} />
      </div>
    </dialog>
  );
}

const NEXT = 'the next run';

function Subject({ choice }: { readonly choice: ShareChoice }) {
  const none = useValue((state) => state.runs.length === 0);
  const names = useRunNames();
  const { share } = useActions();
  if (none) {
    return (
      <p className="notice">
        There is no model yet: train or open one first. The recipe of what is chosen now can be shared already.
      </p>
    );
  }
  return (
    <SelectField
      label="What"
      value={choice.run ?? NEXT}
      options={{
        ...names,
        [NEXT]: 'the settings chosen for the next run (recipe only)',
      }}
      onChange={(id) => void share.choose({ run: id === NEXT ? null : id })}
    />
  );
}
