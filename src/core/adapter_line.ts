/** An adapter as a browser or Dawn names it. */
interface Adapter {
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  readonly software: boolean;
}

/** An adapter in one line, as it stands beside what was computed on it. */
export const adapterLine = ({ vendor, architecture, description, software }: Adapter): string =>
  `${[vendor, architecture, description].filter((word) => word !== '').join(' · ')}${software ? ' (software adapter)' : ''}`;
