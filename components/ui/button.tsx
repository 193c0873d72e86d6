import type { ComponentProps } from 'react';
import { cx } from './cx';
import { Slot } from './slot';

const VARIANTS = {
  primary: 'bg-accent text-on-accent hover:bg-accent-hover',
  secondary: 'border border-line-strong/50 bg-surface text-text hover:bg-hover',
  ghost: 'text-muted hover:bg-hover hover:text-text',
  danger: 'bg-critical-bg text-critical-fg hover:opacity-90',
} as const;

const SIZES = {
  sm: 'h-7 gap-1.5 px-2.5 text-xs',
  md: 'h-8 gap-2 px-3 text-sm',
  icon: 'size-8 justify-center',
} as const;

export interface ButtonProps extends ComponentProps<'button'> {
  readonly variant?: keyof typeof VARIANTS;
  readonly size?: keyof typeof SIZES;
  /** Renders the child element (a link, say) in the look of a button. */
  readonly asChild?: boolean;
  /** Work is under way: the button is inert and says so to assistive technology. */
  readonly pending?: boolean;
}

/** A button, or with `asChild` a link that looks like one. `type` is `button` unless told otherwise. */
export function Button({
  variant = 'secondary',
  size = 'md',
  asChild = false,
  pending = false,
  className,
  ...rest
}: ButtonProps) {
  const classes = cx(
    'inline-flex shrink-0 select-none items-center justify-center whitespace-nowrap rounded-md font-medium disabled:cursor-not-allowed disabled:opacity-50 aria-busy:opacity-70',
    VARIANTS[variant],
    SIZES[size],
    className,
  );
  if (asChild) return <Slot className={classes} {...rest} />;
  return (
    <button
      type="button"
      {...rest}
      className={classes}
      aria-busy={pending || undefined}
      disabled={rest.disabled || pending}
    />
  );
}
