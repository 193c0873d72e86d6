import { Children, cloneElement, type HTMLAttributes, isValidElement, type ReactNode, type Ref } from 'react';
import { cx } from './cx';

export interface SlotProps extends HTMLAttributes<HTMLElement> {
  readonly ref?: Ref<HTMLElement> | undefined;
  /** One element. */
  readonly children?: ReactNode;
}

type Props = Readonly<Record<string, unknown>>;
type Handler = (...values: readonly unknown[]) => unknown;

const isHandler = (name: string, value: unknown): value is Handler =>
  /^on[A-Z]/.test(name) && typeof value === 'function';

function joinRefs(one: Ref<HTMLElement>, other: Ref<HTMLElement>): Ref<HTMLElement> {
  return (node) => {
    for (const ref of [one, other]) {
      if (typeof ref === 'function') ref(node);
      else if (ref) ref.current = node;
    }
  };
}

/** The child's own props win; of handlers both run, the child's first; class names are put together. */
function merged(given: Props, own: Props): Props {
  const props: Record<string, unknown> = { ...given, ...own };
  for (const [name, value] of Object.entries(given)) {
    const mine = own[name];
    if (isHandler(name, value) && isHandler(name, mine))
      props[name] = (...values: readonly unknown[]) => {
        mine(...values);
        value(...values);
      };
  }
  props.className = cx(given.className as string | undefined, own.className as string | undefined);
  if (given.ref && own.ref) props.ref = joinRefs(given.ref as Ref<HTMLElement>, own.ref as Ref<HTMLElement>);
  return props;
}

/** Renders its child with what it was given itself. */
export function Slot({ children, ...given }: SlotProps) {
  const child: unknown = Children.only(children);
  return isValidElement<Props>(child) ? cloneElement(child, merged(given as Props, child.props)) : null;
}
