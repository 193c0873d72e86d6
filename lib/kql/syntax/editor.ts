import { type KustoGlobals, language } from './load';
import { items } from './nodes';

/** What may be written at a place. */
export interface Completion {
  readonly label: string;
  /** As the language service names it: `Column`, `Table`, `QueryPrefix`, … */
  readonly kind: string;
  /** Written before and after the caret. */
  readonly before: string;
  readonly after: string;
  /** Position in the service's own order. */
  readonly rank: number;
}

export interface Completions {
  /** The part of the text that a completion replaces. */
  readonly from: number;
  readonly to: number;
  readonly items: readonly Completion[];
}

/** More are of no use to anybody: what is typed next narrows them down. */
const MOST = 1_000;

let kinds: ReadonlyMap<number, string> | undefined;

function kindName(kind: number): string {
  kinds ??= new Map(
    Object.entries(language().Editor.CompletionKind)
      .filter(([, value]) => typeof value === 'number')
      .map(([name, value]) => [value, name]),
  );
  return kinds.get(kind) ?? 'Unknown';
}

/** What may be written at a place of a text. */
export function completionsAt(text: string, position: number, globals: KustoGlobals): Completions {
  const service = new (language().Editor.KustoCodeService.$ctor1)(text, globals);
  const found = service.GetCompletionItems(position);
  return {
    from: found.EditStart,
    to: found.EditStart + found.EditLength,
    items: items(found.Items)
      .slice(0, MOST)
      .map((item, rank) => ({
        label: item.DisplayText,
        kind: kindName(item.Kind),
        before: item.BeforeText ?? item.DisplayText,
        after: item.AfterText ?? '',
        rank,
      })),
  };
}

/** What stands at a place: its signature, its type, what it does; empty where nothing does. */
export function hoverAt(text: string, position: number, globals: KustoGlobals): string {
  const service = new (language().Editor.KustoCodeService.$ctor1)(text, globals);
  return service.GetQuickInfo(position)?.Text ?? '';
}
