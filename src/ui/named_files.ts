import type { InputFiles } from '../worker/contract.ts';

/** Files under where they lie in the folder that was chosen; a message to the worker would lose that. */
export const namedFiles = (files: readonly File[]): InputFiles =>
  files.map((file) => ({ name: file.webkitRelativePath || file.name, blob: file }));

/** Whether files are those of a text encoder, by their names. */
export const areEncoder = (files: readonly { readonly name: string }[]): boolean =>
  files.some(({ name }) => name.endsWith('.onnx') || name.split('/').at(-1) === 'tokenizer.json');

/** Files of folders that are looked at, and how deep folders lie in one another. */
const [MOST_FILES, DEEPEST] = [200, 3];

/**
 * What is dropped, with the files of the folders among it, each under where it lies. What is dropped can be asked for only while it is told, so that this is called
 * before anything is awaited.
 */
export async function droppedFiles(transfer: DataTransfer): Promise<InputFiles> {
  const entries = [...transfer.items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  const flat = [...transfer.files];
  if (!entries.some((entry) => entry.isDirectory)) return namedFiles(flat);
  const found: { readonly name: string; readonly blob: File }[] = [];
  const look = async (entry: FileSystemEntry, depth: number): Promise<void> => {
    if (found.length >= MOST_FILES) return;
    if (entry instanceof FileSystemFileEntry) {
      const blob = await new Promise<File>((resolve, reject) => entry.file(resolve, reject));
      found.push({ name: entry.fullPath.replace(/^\//, ''), blob });
    } else if (entry instanceof FileSystemDirectoryEntry && depth < DEEPEST) {
      for (const inner of await entriesIn(entry)) await look(inner, depth + 1);
    }
  };
  for (const entry of entries) await look(entry, 0);
  return found;
}

/** All entries of a folder, which gives a hundred at a time. */
async function entriesIn(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const next = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (next.length === 0 || all.length >= MOST_FILES) return all;
    all.push(...next);
  }
}
