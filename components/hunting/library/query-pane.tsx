'use client';
import { useQuery } from '@tanstack/react-query';
import { SquareTerminal, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Banner } from '@/components/ui/banner';
import { Button } from '@/components/ui/button';
import { CopyButton } from '@/components/ui/copy-button';
import { Skeleton } from '@/components/ui/skeleton';
import { oneQuery } from '@/lib/client/library';
import { toFragment } from '@/lib/client/query-text';
import { techniqueOf } from '@/lib/domain/attack';
import { QUERY_KIND_LABEL } from '@/lib/domain/hunting/library';
import { TACTIC_LABEL } from '@/lib/domain/views/labels';
import type { LibraryQuery, LibraryRow } from '@/lib/domain/views/library';
import { OutcomeBadge, StateBadge, took } from './badges';

interface QueryPaneProps {
  readonly row: LibraryRow;
  readonly onClose: () => void;
}

/** One query: its text, what is known of it, and what came of it. */
export function QueryPane({ row, onClose }: QueryPaneProps) {
  const { data, isError } = useQuery(oneQuery(row.id));
  return (
    <section
      aria-label="Query"
      className="flex min-h-0 w-full flex-col overflow-y-auto rounded-lg border bg-surface lg:w-[26rem] lg:shrink-0"
    >
      <header className="flex items-start gap-2 border-b px-3 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="break-words font-semibold">{row.name}</h2>
          <p className="mt-1 flex flex-wrap items-center gap-1.5">
            <StateBadge state={row.state} />
            {row.run ? <OutcomeBadge run={row.run} /> : null}
            <Badge>{QUERY_KIND_LABEL[row.kind]}</Badge>
          </p>
        </div>
        <Button size="icon" variant="ghost" aria-label="Close" onClick={onClose}>
          <X className="size-4" aria-hidden="true" />
        </Button>
      </header>
      <div className="flex flex-col gap-3 p-3">
        {isError ? <Banner tone="error">The query could not be read.</Banner> : null}
        {data === undefined && !isError ? <Skeleton className="h-64" /> : null}
        {data ? <Body row={row} query={data} /> : null}
      </div>
    </section>
  );
}

function Body({ row, query }: { readonly row: LibraryRow; readonly query: LibraryQuery }) {
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <OpenInConsole text={query.text} />
        <CopyButton value={query.text} what="the query" />
      </div>
      {query.findings.length > 0 ? (
        <Banner tone={row.state === 'unsupported' ? 'warning' : 'error'} title="Why it does not run">
          <ul className="flex flex-col gap-1">
            {query.findings.map(({ code, message, hint, line }) => (
              <li key={`${code}:${line}:${message}`}>
                {line > 0 ? `Line ${line}: ` : ''}
                {message} {hint} <span className="font-mono text-xs">{code}</span>
              </li>
            ))}
          </ul>
        </Banner>
      ) : null}
      {row.run && row.run.reason !== '' ? <Banner tone="warning">{row.run.reason}</Banner> : null}
      {row.isVanished ? (
        <Banner tone="info">The last import of “{row.source}” did not have it any more.</Banner>
      ) : null}
      {row.isEdited ? <Banner tone="info">It was changed here. Imports leave it as it is.</Banner> : null}
      {query.description ? <p className="whitespace-pre-line break-words">{query.description}</p> : null}
      <section
        aria-label="Text of the query"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls can be reached by keyboard
        tabIndex={0}
        className="max-h-96 overflow-auto rounded-md border bg-sunken p-2"
      >
        <pre className="font-mono text-xs leading-5">{query.text}</pre>
      </section>
      <Facts row={row} query={query} />
    </>
  );
}

function Facts({ row, query }: { readonly row: LibraryRow; readonly query: LibraryQuery }) {
  const tactic = (name: string): string => TACTIC_LABEL[name as keyof typeof TACTIC_LABEL] ?? name;
  const technique = (id: string): string => [id, techniqueOf(id).name].filter(Boolean).join(' ');
  const facts: readonly (readonly [string, readonly string[]])[] = [
    [
      'Source',
      row.source ? [`${row.source} / ${row.path}${query.line === null ? '' : `:${query.line}`}`] : [],
    ],
    ['Licence', query.licence ? [query.licence] : []],
    ['Saved by', row.source ? [] : [row.ownerName]],
    ['Severity', row.severity ? [row.severity[0]?.toUpperCase() + row.severity.slice(1)] : []],
    ['Tables', row.tables],
    ['Tactics', row.tactics.map(tactic)],
    ['Techniques', row.techniques.map(technique)],
    ['Tags', row.tags],
    ...query.facts.map(([label, value]) => [label, [value]] as const),
    ['Entities', query.entities],
    ['Last run', row.run && row.run.outcome !== 'waiting' ? [took(row.run.ms)] : []],
  ];
  return (
    <dl className="grid grid-cols-[7rem_minmax(0,1fr)] gap-x-3 gap-y-1.5 text-xs">
      {facts
        .filter(([, values]) => values.length > 0)
        .map(([label, values]) => (
          <div key={label} className="contents">
            <dt className="text-muted">{label}</dt>
            <dd className="break-words">
              {values.map((value) => (
                <span key={value} className="block">
                  {value}
                </span>
              ))}
            </dd>
          </div>
        ))}
    </dl>
  );
}

/** The console with this query in its editor; the query stands behind the `#`, as in a shared link. */
function OpenInConsole({ text }: { readonly text: string }) {
  const [href, setHref] = useState('/hunting');
  useEffect(() => {
    let isCurrent = true;
    void toFragment(text).then((fragment) => isCurrent && setHref(`/hunting#q=${fragment}`));
    return () => {
      isCurrent = false;
    };
  }, [text]);
  return (
    <Button variant="primary" size="sm" asChild>
      <a href={href}>
        <SquareTerminal className="size-4" aria-hidden="true" />
        Open in the console
      </a>
    </Button>
  );
}
