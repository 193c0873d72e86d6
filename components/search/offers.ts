import { goKeys, type NavItem, navigationFor } from '@/components/shell/navigation';
import type { Shortcut, ShortcutGroup } from '@/components/shell/shortcuts';
import type { Permission } from '@/lib/domain/permissions';

/** Whether every word of a text begins a word of a name. */
export function matches(name: string, text: string): boolean {
  const words = name.toLowerCase().split(/[^\p{L}\p{N}#]+/u);
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((part) => part === '' || words.some((word) => word.startsWith(part)));
}

/** The pages of the navigation, with their keys. */
export function pagesOf(
  permissions: readonly Permission[],
): readonly (NavItem & { readonly keys: string | undefined })[] {
  const held = new Set(permissions);
  const keys = new Map(goKeys(held).map(({ item, keys: spelled }) => [item.href, spelled]));
  return navigationFor(held).flatMap(({ items }) =>
    items.map((item) => ({ ...item, keys: keys.get(item.href) })),
  );
}

const SHELL = ['Everywhere', 'Go to'];

/** What can be done on the page: every key of its own but those that only move. */
export const actionsOf = (groups: readonly ShortcutGroup[]): readonly Shortcut[] =>
  groups
    .filter(({ heading }) => !SHELL.includes(heading))
    .flatMap(({ shortcuts }) => shortcuts)
    .filter(({ repeats }) => !repeats);
