/** Asks the browser not to delete what this page stores when the disk gets full; false where it will not promise that. */
export async function persist(): Promise<boolean> {
  try {
    return await navigator.storage.persist();
  } catch {
    return false;
  }
}
