import Link from 'next/link';
import { Card } from '@/components/ui/card';
import type { AlertName, ReplayView } from '@/lib/domain/views/why';

/** What an incident would look like if one of its entities did not count. */
export function ReplayCard({ replay }: { readonly replay: ReplayView }) {
  const { before, after, lostPairs, entityName } = replay;
  const isSame = lostPairs === 0;
  return (
    <Card title={`If ${entityName} did not count`} className="mb-4">
      <p className="text-sm">
        {isSame
          ? 'Nothing would change: no two alerts are linked by it alone.'
          : `${lostPairs} ${lostPairs === 1 ? 'pair' : 'pairs'} of alerts would lose ${lostPairs === 1 ? 'its' : 'their'} link; ${groups(before)} now, ${groups(after)} without it.`}
      </p>
      {isSame ? null : <Groups groups={after} />}
    </Card>
  );
}

const groups = (list: readonly unknown[]): string =>
  `${list.length} ${list.length === 1 ? 'group' : 'groups'}`;

function Groups({ groups: list }: { readonly groups: readonly (readonly AlertName[])[] }) {
  return (
    <ol className="mt-2 list-decimal pl-5 text-sm">
      {list.map((group) => (
        <li key={group[0]?.id} className="mt-1">
          <ul className="text-xs">
            {group.map((alert) => (
              <li key={alert.id}>
                <Link href={`/alerts/${encodeURIComponent(alert.id)}`} prefetch={false} className="underline">
                  {alert.title}
                </Link>
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ol>
  );
}
