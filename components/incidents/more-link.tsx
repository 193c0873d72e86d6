import Link from 'next/link';
import { Button } from '@/components/ui/button';

export interface MoreLinkProps {
  /** Address of the next page; nothing is shown without it. */
  readonly href: string | null;
  /** For instance "Older activity". */
  readonly label: string;
}

/** Leads to the next page of a list that is read by key. */
export function MoreLink({ href, label }: MoreLinkProps) {
  if (href === null) return null;
  return (
    <div className="mt-3 flex justify-center">
      <Button size="sm" asChild>
        <Link href={href} scroll={false}>
          {label}
        </Link>
      </Button>
    </div>
  );
}
