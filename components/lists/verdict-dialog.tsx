'use client';
import { type KeyboardEvent, type ReactNode, useState } from 'react';
import { Button } from '@/components/ui/button';
import { cx } from '@/components/ui/cx';
import { Dialog } from '@/components/ui/dialog';
import { Field, Textarea } from '@/components/ui/field';
import { type Classification, DETERMINATIONS_OF, type Determination } from '@/lib/domain/alert';
import { COMMENT_LIMIT } from '@/lib/domain/limits';
import { CLASSIFICATION_LABEL, DETERMINATION_LABEL } from '@/lib/domain/views/labels';

/** What a person says of an incident or an alert. */
export interface Verdict {
  readonly classification: Classification;
  readonly determination: Determination;
  readonly comment: string;
}

export interface VerdictDialogProps {
  /** "incident #12". */
  readonly name: string;
  readonly about: string;
  /** The verdict that it has. */
  readonly given: Pick<Verdict, 'classification' | 'determination'>;
  /** Only say what it was, or close it as well. */
  readonly mode: 'classify' | 'resolve';
  /** What follows when it is resolved. */
  readonly follows: ReactNode;
  readonly onSubmit: (verdict: Verdict) => void;
  readonly onClose: () => void;
}

/** The letter of each classification; its determinations have the digits in their order. */
const LETTERS = [
  ['t', 'truePositive'],
  ['i', 'informationalExpectedActivity'],
  ['f', 'falsePositive'],
] as const satisfies readonly (readonly [string, Classification])[];

/** A verdict by a letter, a digit and Enter. */
export function VerdictDialog({ name, about, given, mode, follows, onSubmit, onClose }: VerdictDialogProps) {
  const [classification, setClassification] = useState<Classification>(given.classification);
  const [determination, setDetermination] = useState<Determination>(given.determination);
  const [comment, setComment] = useState('');
  const offered: readonly Determination[] = DETERMINATIONS_OF[classification];
  const classify = (next: Classification) => {
    setClassification(next);
    if (next !== classification) setDetermination('unknown');
  };
  const press = (event: KeyboardEvent) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target instanceof HTMLTextAreaElement) return;
    const letter = LETTERS.find(([key]) => key === event.key.toLowerCase());
    const digit = offered[Number.parseInt(event.key, 10) - 1];
    if (letter) classify(letter[1]);
    else if (digit) setDetermination(digit);
    else return;
    event.preventDefault();
  };
  const canSubmit = classification !== 'unknown';
  const verb = mode === 'resolve' ? 'Resolve' : 'Classify';
  return (
    <Dialog
      open
      onOpenChange={(isOpen) => !isOpen && onClose()}
      title={`${verb} ${name}`}
      description={about}
      footer={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button type="submit" form="verdict" variant="primary" disabled={!canSubmit}>
            {verb}
          </Button>
        </>
      }
    >
      <form
        id="verdict"
        className="flex flex-col gap-4"
        onKeyDown={press}
        onSubmit={(event) => {
          event.preventDefault();
          if (canSubmit) onSubmit({ classification, determination, comment: comment.trim() });
        }}
      >
        <div className="grid gap-4 sm:grid-cols-2">
          <Choices legend="Classification">
            {LETTERS.map(([key, value], index) => (
              <Choice
                key={value}
                name="classification"
                hint={key.toUpperCase()}
                label={CLASSIFICATION_LABEL[value]}
                isChosen={value === classification}
                takesFocus={classification === 'unknown' ? index === 0 : value === classification}
                onChoose={() => classify(value)}
              />
            ))}
          </Choices>
          <Choices legend="Determination">
            {offered.map((value, index) => (
              <Choice
                key={value}
                name="determination"
                hint={String(index + 1)}
                label={DETERMINATION_LABEL[value]}
                isChosen={value === determination}
                onChoose={() => setDetermination(value)}
              />
            ))}
            {offered.length === 0 ? (
              <p className="text-muted text-xs">Choose a classification first.</p>
            ) : null}
          </Choices>
        </div>
        {mode === 'resolve' ? <Resolving follows={follows} comment={comment} onComment={setComment} /> : null}
      </form>
    </Dialog>
  );
}

function Resolving({
  follows,
  comment,
  onComment,
}: {
  readonly follows: ReactNode;
  readonly comment: string;
  readonly onComment: (text: string) => void;
}) {
  return (
    <>
      <Field label="Comment" hint="Kept with it.">
        {(state) => (
          <Textarea
            {...state}
            maxLength={COMMENT_LIMIT}
            value={comment}
            onChange={(event) => onComment(event.target.value)}
          />
        )}
      </Field>
      <p className="text-muted text-xs">{follows}</p>
    </>
  );
}

const Choices = ({ legend, children }: { readonly legend: string; readonly children: React.ReactNode }) => (
  <fieldset className="flex flex-col gap-0.5">
    <legend className="mb-1 font-medium text-xs">{legend}</legend>
    {children}
  </fieldset>
);

interface ChoiceProps {
  readonly name: string;
  readonly label: string;
  /** The key that chooses it. */
  readonly hint: string;
  readonly isChosen: boolean;
  readonly takesFocus?: boolean;
  readonly onChoose: () => void;
}

function Choice({ name, label, hint, isChosen, takesFocus = false, onChoose }: ChoiceProps) {
  return (
    <label
      className={cx(
        'flex min-h-8 items-center gap-2 rounded-md px-2 hover:bg-hover',
        isChosen && 'bg-selected font-medium',
      )}
    >
      <input
        type="radio"
        name={name}
        checked={isChosen}
        // biome-ignore lint/a11y/noAutofocus: the keys of the dialog work from its first moment
        autoFocus={takesFocus}
        onChange={onChoose}
        className="size-4 shrink-0 accent-accent"
      />
      <span className="flex-1">{label}</span>
      <span aria-hidden="true">
        <kbd className="rounded-sm border px-1 font-mono text-2xs text-muted">{hint}</kbd>
      </span>
    </label>
  );
}
