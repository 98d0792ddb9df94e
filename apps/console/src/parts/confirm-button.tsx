import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { ConfirmDialog } from './confirm-dialog';

interface ConfirmButtonProps {
  readonly label: string;
  /** Where the label alone does not say of what. */
  readonly name?: string;
  readonly title: string;
  readonly disabled?: boolean;
  /** What it means. */
  readonly children: ComponentChildren;
  readonly onConfirm: () => void;
}

/** A button that asks before it does. */
export function ConfirmButton({ label, name, title, disabled = false, children, onConfirm }: ConfirmButtonProps) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <button type="button" aria-label={name} disabled={disabled} onClick={() => setAsking(true)}>
        {label}
      </button>
      {asking && (
        <ConfirmDialog
          title={title}
          action={label}
          onClose={(confirmed) => {
            setAsking(false);
            if (confirmed) onConfirm();
          }}
        >
          {children}
        </ConfirmDialog>
      )}
    </>
  );
}
