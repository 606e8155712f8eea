/** What runs in a page that was exported with its model: search, history, list. It asks no other file and no network. */
import { openModel, type OpenedModel, type Shown } from './model.ts';

const PLACES = 10;
const FOUND = 8;

/** The element of the page with that id. */
function at<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`the page has no #${id}`);
}

/** The model's file, which stands in the page as base64. */
function embedded(): Uint8Array<ArrayBuffer> {
  const text = at('model', HTMLScriptElement).textContent;
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A row of a list whose button does something with its item. */
function row({ id, title }: Shown, label: string, sign: string, act: () => void): HTMLLIElement {
  const line = document.createElement('li');
  const name = document.createElement('span');
  name.textContent = title;
  name.title = id;
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = sign;
  button.setAttribute('aria-label', `${label} ${title}`);
  button.addEventListener('click', act);
  line.append(name, button);
  return line;
}

/** Items whose title or id has all words. */
function found(items: readonly Shown[], text: string): readonly Shown[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return [];
  const fits = ({ id, title }: Shown): boolean => {
    const said = `${title} ${id}`.toLowerCase();
    return words.every((word) => said.includes(word));
  };
  const first: Shown[] = [];
  for (const item of items) {
    if (fits(item)) first.push(item);
    if (first.length === FOUND) break;
  }
  return first;
}

function begin(model: OpenedModel): void {
  const [search, results] = [at('search', HTMLInputElement), at('results', HTMLUListElement)];
  const [taken, list] = [at('history', HTMLOListElement), at('list', HTMLOListElement)];
  const status = at('status', HTMLParagraphElement);
  let history: readonly number[] = [];
  let round = 0;

  const look = (): void => {
    const add = (item: Shown) => row(item, 'Add', '+', () => void take([...history, item.index]));
    results.replaceChildren(...found(model.items, search.value).map(add));
  };
  const take = async (next: readonly number[]): Promise<void> => {
    history = next;
    const mine = ++round;
    const remove = (index: number, place: number) =>
      row(model.items[index], 'Remove', '×', () => void take(history.filter((_, i) => i !== place)));
    taken.replaceChildren(...history.map(remove));
    status.textContent = history.length === 0 ? 'Nothing yet: search for an item and add it.' : '';
    const first = history.length === 0 ? [] : await model.list(history, PLACES);
    if (mine !== round) return;
    list.replaceChildren(...first.map((item) => row(item, 'Add', '+', () => void take([...history, item.index]))));
  };

  const of = model.data === null ? '' : `, trained on ${model.data}`;
  at('title', HTMLHeadingElement).textContent = model.data ?? model.title;
  at('about', HTMLParagraphElement).textContent =
    `${model.title}${of}: ${model.items.length} items, the last ${model.window} of a history are read. ${model.score ?? ''}`;
  search.addEventListener('input', look);
  search.disabled = false;
  void take([]);
}

try {
  begin(await openModel(embedded()));
} catch (error) {
  at('status', HTMLParagraphElement).textContent =
    `The model in this page cannot be opened: ${error instanceof Error ? error.message : String(error)}`;
}
