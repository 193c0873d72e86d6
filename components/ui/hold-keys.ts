/** A turn of the event loop: what a key changes is there before the next one. */
const turn = () => new Promise<void>((resolve) => setTimeout(resolve));

/** Does with a key what the browser would have done, had it been pressed now. */
function press(held: KeyboardEvent): void {
  const target = document.activeElement ?? document.body;
  const { key, code, ctrlKey, metaKey, altKey, shiftKey } = held;
  const again = new KeyboardEvent('keydown', {
    ...{ key, code, ctrlKey, metaKey, altKey, shiftKey },
    ...{ bubbles: true, cancelable: true },
  });
  if (!target.dispatchEvent(again) || ctrlKey || metaKey || altKey) return;
  const isField = target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
  if (isField && key.length === 1) document.execCommand('insertText', false, key);
  if (key !== 'Enter') return;
  if (target instanceof HTMLButtonElement) target.click();
  else if (target instanceof HTMLInputElement) target.form?.requestSubmit();
}

/**
 * Holds the keys that are pressed while what the last one opened is still being loaded: they are meant for that, and would
 * do something else where the focus is now. @returns a function that hands them over, or drops them
 */
export function holdKeys(): (handOver: boolean) => Promise<void> {
  const held: KeyboardEvent[] = [];
  const hold = (event: KeyboardEvent) => {
    event.preventDefault();
    event.stopImmediatePropagation();
    held.push(event);
  };
  window.addEventListener('keydown', hold, { capture: true });
  return async (handOver) => {
    // What has been loaded takes the focus first.
    await turn();
    window.removeEventListener('keydown', hold, { capture: true });
    for (const event of handOver ? held : []) {
      press(event);
      await turn();
    }
  };
}
