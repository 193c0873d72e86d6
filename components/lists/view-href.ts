/** Address of a list in the state of a view. */
export function viewHref(path: string, view: { readonly id: string; readonly search: string }): string {
  const query = new URLSearchParams(view.search);
  query.set('view', view.id);
  return `${path}?${query}`;
}

const sorted = (search: string): string => {
  const query = new URLSearchParams(search);
  query.sort();
  return query.toString();
};

/** Whether two query strings say the same, in whatever order. */
export const sameSearch = (a: string, b: string): boolean => sorted(a) === sorted(b);
