/** Saves a text as a file that is made in the page: it does not leave the browser. */
export function saveFile(fileName: string, type: string, content: string): void {
  const address = URL.createObjectURL(new Blob([content], { type }));
  const link = document.createElement('a');
  link.href = address;
  link.download = fileName;
  link.click();
  // The browser still reads it for a moment.
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}

export const saveAsJson = (fileName: string, data: unknown): void =>
  saveFile(fileName, 'application/json', JSON.stringify(data, null, 2));
