import { cx } from './cx';

const initials = (name: string): string => {
  const words = name.split(/[\s.@_-]+/u).filter(Boolean);
  return ((words[0]?.[0] ?? '?') + (words[1]?.[0] ?? '')).toUpperCase();
};

export interface AvatarProps {
  readonly name: string;
  readonly size?: 'sm' | 'md';
}

/** Initials of a person. The name itself is always beside it or in its title. */
export function Avatar({ name, size = 'sm' }: AvatarProps) {
  return (
    <span
      aria-hidden="true"
      title={name}
      className={cx(
        'inline-flex shrink-0 items-center justify-center rounded-full bg-accent-bg font-semibold text-accent-fg',
        size === 'sm' ? 'size-5 text-[9px]' : 'size-7 text-2xs',
      )}
    >
      {initials(name)}
    </span>
  );
}
