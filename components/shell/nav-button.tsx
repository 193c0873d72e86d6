import { Menu as MenuIcon } from 'lucide-react';
import type { ComponentProps } from 'react';

/** Opens the navigation on narrow screens. */
export function NavButton(props: ComponentProps<'button'>) {
  return (
    <button
      type="button"
      aria-label="Open navigation"
      {...props}
      className="-ml-1 rounded-md p-2 text-muted hover:bg-hover hover:text-text lg:hidden"
    >
      <MenuIcon className="size-5" aria-hidden="true" />
    </button>
  );
}
