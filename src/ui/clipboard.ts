/** The address of this page, and the clipboard of the browser, which may refuse. */
export const clipboard = {
  address: (): string => `${location.origin}${location.pathname}`,
  copy: (text: string): Promise<void> => navigator.clipboard.writeText(text),
};
