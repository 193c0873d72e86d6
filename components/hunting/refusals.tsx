import { Banner } from '@/components/ui/banner';
import type { Diagnostic, Span } from '@/lib/kql/types';

interface RefusalsProps {
  readonly text: string;
  readonly reasons: readonly Diagnostic[];
  /** Goes to a part of the query. */
  readonly onGo: (span: Span) => void;
}

/** Why a query was not run, each reason with its place. */
export function Refusals({ text, reasons, onGo }: RefusalsProps) {
  return (
    <Banner tone="error" live title="The query was not run">
      <ul className="flex flex-col gap-1">
        {reasons.map(({ code, message, hint, span }) => (
          <li key={`${code}:${span.start}:${message}`}>
            <button type="button" className="underline underline-offset-2" onClick={() => onGo(span)}>
              {placeOf(text, span.start)}
            </button>{' '}
            {message} {hint} <span className="font-mono text-xs">{code}</span>
          </li>
        ))}
      </ul>
    </Banner>
  );
}

/** `line 3, column 14` */
function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `line ${before.length}, column ${(before.at(-1)?.length ?? 0) + 1}`;
}
