/** Offers bytes or text as a download. */
export function saveFile(name: string, content: Uint8Array<ArrayBuffer> | string | Blob): void {
  const address = URL.createObjectURL(new Blob([content]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser reads the address after this task.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
