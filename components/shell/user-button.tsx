import type { ComponentProps } from 'react';
import { Avatar } from '@/components/ui/avatar';

/** The button of the signed-in person. */
export function UserButton({ name, ...rest }: { readonly name: string } & ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-label={`Account of ${name}`}
      {...rest}
      className="rounded-full p-0.5 hover:bg-hover"
    >
      <Avatar name={name} size="md" />
    </button>
  );
}
