import { ChevronDown } from 'lucide-react';
import { type ComponentProps, type ReactNode, useId } from 'react';
import { cx } from './cx';

const CONTROL =
  'w-full rounded-md border border-line-strong bg-surface text-sm text-text placeholder:text-faint disabled:opacity-60 aria-[invalid=true]:border-high-fg';

interface FieldState {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': boolean | undefined;
}

export interface FieldProps {
  readonly label: string;
  readonly hint?: ReactNode;
  readonly error?: string | undefined;
  readonly className?: string;
  /** Receives the attributes that tie the control to its label, hint and error: spread them on it. */
  readonly children: (state: FieldState) => ReactNode;
}

/** Label, control, hint and error, tied together for assistive technology. */
export function Field({ label, hint, error, className, children }: FieldProps) {
  const id = useId();
  const described = [hint ? `${id}-hint` : '', error ? `${id}-error` : ''].filter(Boolean).join(' ');
  return (
    <div className={cx('flex flex-col gap-1', className)}>
      <label htmlFor={id} className="font-medium text-xs">
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      {hint ? (
        <p id={`${id}-hint`} className="text-muted text-xs">
          {hint}
        </p>
      ) : null}
      {error ? (
        <p id={`${id}-error`} role="alert" className="text-high-fg text-xs">
          {error}
        </p>
      ) : null}
    </div>
  );
}

export function Input({ className, ...rest }: ComponentProps<'input'>) {
  return <input {...rest} className={cx(CONTROL, 'h-8 px-2.5', className)} />;
}

export function Textarea({ className, ...rest }: ComponentProps<'textarea'>) {
  return <textarea {...rest} className={cx(CONTROL, 'min-h-20 px-2.5 py-1.5', className)} />;
}

export interface SelectProps extends ComponentProps<'select'> {
  readonly options: readonly {
    readonly value: string;
    readonly label: string;
    readonly disabled?: boolean;
  }[];
}

/** The browser's own select in our look: its keyboard, its screen-reader support and its picker on a phone. */
export function Select({ options, className, ...rest }: SelectProps) {
  return (
    <span className={cx('relative inline-flex', className)}>
      <select {...rest} className={cx(CONTROL, 'h-8 appearance-none truncate pr-8 pl-2.5')}>
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <ChevronDown
        className="pointer-events-none absolute top-2 right-2 size-4 text-muted"
        aria-hidden="true"
      />
    </span>
  );
}

export interface CheckboxProps extends Omit<ComponentProps<'input'>, 'type'> {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
}

/** A checkbox with its label beside it: the label is its name, the hint its description; both tick it. */
export function Checkbox({ label, hint, className, ...rest }: CheckboxProps) {
  const id = useId();
  return (
    <label className={cx('flex items-start gap-2', className)}>
      <input
        type="checkbox"
        {...rest}
        aria-labelledby={`${id}-label`}
        aria-describedby={hint ? `${id}-hint` : undefined}
        className="mt-0.5 size-4 shrink-0 accent-accent"
      />
      <span>
        <span id={`${id}-label`} className="block">
          {label}
        </span>
        {hint ? (
          <span id={`${id}-hint`} className="block text-muted text-xs">
            {hint}
          </span>
        ) : null}
      </span>
    </label>
  );
}
