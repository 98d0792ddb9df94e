import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';

interface ConfirmDialogProps {
  readonly title: string;
  readonly action: string;
  readonly children: ComponentChildren;
  readonly onClose: (confirmed: boolean) => void;
}

/** Asks before something that takes long or cannot be taken back. */
export function ConfirmDialog({ title, action, children, onClose }: ConfirmDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} onClose={() => onClose(dialog.current?.returnValue === 'yes')} aria-labelledby="confirm-title">
      <form method="dialog">
        <h2 id="confirm-title">{title}</h2>
        {children}
        <div class="dialog-foot">
          <button type="submit" value="no">
            Cancel
          </button>
          <button type="submit" value="yes" class="primary">
            {action}
          </button>
        </div>
      </form>
    </dialog>
  );
}
