import Link from 'next/link';
import { LinkTerms } from '@/components/incidents/link-reason';
import type { WhyView } from '@/lib/domain/views/why';

/** Whether two alerts are linked, why, with the terms, and what would tip it. */
export function WhyAnswer({ why }: { readonly why: WhyView }) {
  const { other, pair } = why;
  return (
    <div className="mt-3">
      <p className="font-medium text-sm">
        {why.linked ? 'Linked to ' : 'Not linked to '}
        <Link href={`/alerts/${encodeURIComponent(other.id)}`} className="underline">
          {other.title}
        </Link>
        {other.incidentNumber === null ? null : `, incident #${other.incidentNumber}`}
      </p>
      <ul className="mt-1 list-disc pl-5 text-sm">
        {why.sentences.map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {pair.terms.length === 0 ? null : <LinkTerms link={pair} />}
    </div>
  );
}
