/** Address of a list with a query, written as people can read it: `,`, `!` and `:` stay as they are. */
export function drill(path: string, query: Readonly<Record<string, string>>): string {
  const text = new URLSearchParams(query)
    .toString()
    .replaceAll('%2C', ',')
    .replaceAll('%21', '!')
    .replaceAll('%3A', ':');
  return text === '' ? path : `${path}?${text}`;
}
