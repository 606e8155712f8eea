import { themes, viewNames } from '../state/view_actions.ts';
import type { Theme, ViewName } from '../state/slices/view.ts';
import { useActions, useValue } from './app_context.ts';
import { Icon } from './controls/icon.tsx';
import { hashOf } from './routing.ts';

const titles: Readonly<Record<ViewName, string>> = {
  data: 'Data',
  model: 'Model',
  train: 'Train',
  try: 'Try',
  look: 'Look',
  compare: 'Compare',
  papers: 'Papers',
};
const themeTitles: Readonly<Record<Theme, string>> = { system: 'Auto', light: 'Light', dark: 'Dark' };

export function Header() {
  const view = useValue((state) => state.view);
  return (
    <header className="header">
      <div className="brand">
        <img src="./icon.svg" alt="" width="28" height="28" />
        <div>
          <h1>Nextup</h1>
          <p className="tagline">What comes next, learned on your machine</p>
        </div>
      </div>
      <nav aria-label="Views">
        {viewNames.map((name) => (
          <a key={name} href={hashOf(name)} aria-current={name === view ? 'page' : undefined}>
            {titles[name]}
          </a>
        ))}
      </nav>
      <ShareButton />
      <ThemeSwitch />
    </header>
  );
}

function ShareButton() {
  const { share } = useActions();
  return (
    <button type="button" className="share-button" aria-haspopup="dialog" onClick={() => void share.open()}>
      <Icon name="share" /> Share…
    </button>
  );
}

function ThemeSwitch() {
  const theme = useValue((state) => state.theme);
  const { view } = useActions();
  return (
    <label className="theme">
      <span className="hidden">Colours</span>
      <select
        value={theme}
        onChange={({ target }) => view.setTheme(themes.find((name) => name === target.value) ?? 'system')}
      >
        {themes.map((name) => (
          <option key={name} value={name}>
            {themeTitles[name]}
          </option>
        ))}
      </select>
    </label>
  );
}
