/** An adapter as a browser or Dawn names it. */
interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly software: boolean;
}

/** The architecture of the adapter that is the processor itself, by programs in WebAssembly. */
export const PROCESSOR = 'processor';

/** Whether what computes is the processor itself, and not a GPU or one that it plays. */
export const isProcessor = ({ architecture }: Pick<Adapter, 'architecture'>): boolean => architecture === PROCESSOR;

/** An adapter in one line, as it stands beside what was computed on it. */
export const adapterLine = (adapter: Adapter): string => {
  const { vendor, architecture, description, software } = adapter;
  const name = [vendor, architecture, description].filter((word) => word !== '').join(' · ');
  return software && !isProcessor(adapter) ? `${name} (software adapter)` : name;
};

/** What people call an adapter: its description, else its maker and kind; never the key that it is remembered by. */
export const adapterName = (adapter: Adapter): string => {
  const { vendor, architecture, description, software } = adapter;
  const kind = [vendor, architecture].filter((word) => word !== '').join(' ');
  const name = description || kind || 'a GPU that does not say its name';
  return software && !isProcessor(adapter) ? `${name} (software)` : name;
};
