'use client';
import {
  createContext,
  type ReactNode,
  useContext,
  useEffectEvent,
  useLayoutEffect,
  useRef,
  useState,
} from 'react';
import { matchKey, type Pending, spell } from './shortcut-keys';

export interface Shortcut {
  /** As `shortcut-keys.ts` spells it: `j`, `g i`, `mod+k`. */
  readonly keys: string;
  /** What it does, for the sheet of keys: "Assign to me". */
  readonly label: string;
  readonly run: () => void;
  /** Works while a field has the focus, too (`mod+k`). */
  readonly inFields?: boolean;
  /** Runs again while the key is held (`j`). */
  readonly repeats?: boolean;
}

/** The shortcuts of one part of a page under its heading. */
export interface ShortcutGroup {
  readonly heading: string;
  readonly shortcuts: readonly Shortcut[];
}

interface Registry {
  /** Innermost last. */
  readonly groups: () => readonly ShortcutGroup[];
  readonly add: (group: { current: ShortcutGroup }) => () => void;
}

const RegistryContext = createContext<Registry>({ groups: () => [], add: () => () => {} });

const FIELDS = 'input:not([type="checkbox"], [type="radio"]), textarea, select, [contenteditable="true"]';
const OVERLAYS = '[role="dialog"], [role="menu"], [role="listbox"]';

/** One listener for the whole portal: what a key does is decided in one place, so no two parts answer the same press. */
export function ShortcutsProvider({ children }: { readonly children: ReactNode }) {
  const groups = useRef<{ current: ShortcutGroup }[]>([]);
  const pending = useRef<Pending | null>(null);
  const [registry] = useState<Registry>(() => ({
    groups: () => groups.current.map(({ current }) => current),
    add: (group) => {
      groups.current.push(group);
      return () => {
        groups.current = groups.current.filter((other) => other !== group);
      };
    },
  }));
  const listen = useEffectEvent((event: KeyboardEvent) => {
    const pressed = spell(event);
    if (pressed === null || event.defaultPrevented) return;
    const target = event.target instanceof Element ? event.target : null;
    const busy = target?.closest(FIELDS) != null || target?.closest(OVERLAYS) != null;
    // The part of the page that came last is the innermost: its meaning of a key wins.
    const offered = registry
      .groups()
      .flatMap(({ shortcuts }) => shortcuts)
      .filter(({ inFields }) => !busy || inFields);
    const found = matchKey(
      new Set(offered.map(({ keys }) => keys)),
      pressed,
      pending.current,
      event.timeStamp,
    );
    pending.current = found.pending;
    const shortcut = offered.findLast(({ keys }) => keys === found.match);
    if (!shortcut || (event.repeat && !shortcut.repeats)) return;
    event.preventDefault();
    shortcut.run();
  });
  // Keys work from the moment in which what they act on is seen: an ordinary effect runs some time after that.
  useLayoutEffect(() => {
    const handle = (event: KeyboardEvent) => listen(event);
    document.addEventListener('keydown', handle);
    return () => document.removeEventListener('keydown', handle);
  }, []);
  return <RegistryContext.Provider value={registry}>{children}</RegistryContext.Provider>;
}

/** Asks which shortcuts work at this moment, by heading, the page's innermost part first. */
export function useShortcutGroups(): () => readonly ShortcutGroup[] {
  const { groups } = useContext(RegistryContext);
  return () => {
    const merged = new Map<string, Shortcut[]>();
    for (const { heading, shortcuts } of [...groups()].reverse()) {
      const known = merged.get(heading) ?? [];
      const taken = new Set([...merged.values()].flat().map(({ keys }) => keys));
      merged.set(heading, [...known, ...shortcuts.filter(({ keys }) => !taken.has(keys))]);
    }
    return [...merged]
      .map(([heading, shortcuts]) => ({ heading, shortcuts }))
      .filter(({ shortcuts }) => shortcuts.length > 0);
  };
}

/** Registers shortcuts for as long as the component is there. `run` always sees the newest state. */
export function useShortcuts(heading: string, shortcuts: readonly Shortcut[]): void {
  const { add } = useContext(RegistryContext);
  const group = useRef<ShortcutGroup>({ heading, shortcuts });
  useLayoutEffect(() => {
    group.current = { heading, shortcuts };
  });
  useLayoutEffect(() => add(group), [add]);
}
