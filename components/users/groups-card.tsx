import { Badge } from '@/components/ui/badge';
import { Card } from '@/components/ui/card';

/** The groups of the directory that an account is in. */
export function GroupsCard({ groups }: { readonly groups: readonly string[] }) {
  return (
    <Card title="Groups" description="As the directory says (IdentityInfo)">
      {groups.length === 0 ? (
        <p className="text-muted">
          No groups are known. They come with the IdentityInfo table, when a source sends it.
        </p>
      ) : (
        <ul className="flex flex-wrap gap-1.5">
          {groups.map((group) => (
            <li key={group} className="max-w-full">
              <Badge>{group}</Badge>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
