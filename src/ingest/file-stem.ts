/** The file's name without folder and extension: the member's id where the file states none. */
export function fileStem(fileName: string): string {
  const base = fileName.split(/[\\/]/).at(-1) ?? fileName;
  return base.replace(/\.[^.]+$/, '') || base;
}
