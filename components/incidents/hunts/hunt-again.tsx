'use client';
import { Telescope } from 'lucide-react';
import { useRouter } from 'next/navigation';
import { Button } from '@/components/ui/button';
import { toFragment } from '@/lib/client/query-text';

/** Opens the console with a query, which runs there. */
export function HuntAgain({ query }: { readonly query: string }) {
  const router = useRouter();
  return (
    <Button
      size="sm"
      variant="ghost"
      onClick={() => void toFragment(query).then((text) => router.push(`/hunting#q=${text}`))}
    >
      <Telescope className="size-3.5" aria-hidden="true" />
      Hunt again
    </Button>
  );
}
