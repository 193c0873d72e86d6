import { keepPreviousData, queryOptions, useQuery } from '@tanstack/react-query';
import { type KeyboardEvent, type RefObject, useState } from 'react';
import { getJson } from '@/lib/client/get-json';
import type { Person } from '@/lib/domain/views/incident';

/** Longest part of a name that is looked for. */
const PART = 40;

const people = (q: string | null) =>
  queryOptions({
    queryKey: ['people', 'mentionable', q],
    queryFn: ({ signal }) =>
      getJson<readonly Person[]>(`/api/people/mentionable?${new URLSearchParams({ q: q ?? '' })}`, signal),
    enabled: q !== null,
    placeholderData: keepPreviousData,
  });

export interface Mentions {
  readonly offered: readonly Person[];
  readonly active: number;
  /** Ids of the people who were chosen. */
  readonly chosen: readonly string[];
  /** Looks at the text before the caret. */
  readonly look: () => void;
  readonly choose: (person: Person) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  readonly close: () => void;
}

/** Offers people while a name is written after `@`. */
export function useMentions(
  field: RefObject<HTMLTextAreaElement | null>,
  setText: (text: string) => void,
): Mentions {
  const [part, setPart] = useState<string | null>(null);
  const [active, setActive] = useState(0);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  const { data = [] } = useQuery(people(part));
  const offered = part === null ? [] : data;
  const close = () => setPart(null);
  const choose = (person: Person) => {
    const element = field.current;
    if (!element || part === null) return;
    const caret = element.selectionStart;
    const before = element.value.slice(0, caret - part.length);
    setText(`${before}${person.name} ${element.value.slice(caret)}`);
    setChosen([...chosen, person.id]);
    close();
    const at = before.length + person.name.length + 1;
    requestAnimationFrame(() => element.setSelectionRange(at, at));
    element.focus();
  };
  return {
    offered,
    active,
    chosen,
    choose,
    close,
    look: () => {
      const element = field.current;
      const before = element?.value.slice(0, element.selectionStart) ?? '';
      setPart(/(?:^|[\s(])@([^@\n]*)$/.exec(before)?.[1]?.slice(0, PART) ?? null);
      setActive(0);
    },
    onKeyDown: (event) => {
      const person = offered[active];
      if (!person) return;
      const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
      if (step !== 0) setActive((active + step + offered.length) % offered.length);
      else if (event.key === 'Enter' || event.key === 'Tab') choose(person);
      else if (event.key === 'Escape') close();
      else return;
      event.preventDefault();
    },
  };
}
