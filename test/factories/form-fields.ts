/** The plain parts of a `multipart/form-data` body. */
export function fieldsOfForm(text: string): Readonly<Record<string, string>> {
  const parts = text.matchAll(/name="([^"]+)"\r\n\r\n(.*?)\r\n--/gs);
  return Object.fromEntries([...parts].map(([, name = '', value = '']) => [name, value]));
}
