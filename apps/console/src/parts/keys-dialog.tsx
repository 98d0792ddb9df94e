import { useLayoutEffect, useRef } from 'preact/hooks';
import { boundKeys } from '../keys';

export function KeysDialog({ onClose }: { readonly onClose: () => void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => dialog.current?.showModal(), []);
  const keys = [...boundKeys(), { keys: 'Enter', does: 'open what has the focus' }, { keys: 'Esc', does: 'leave the search, close this' }];
  return (
    <dialog ref={dialog} onClose={onClose} onClick={(event) => event.target === event.currentTarget && event.currentTarget.close()} aria-labelledby="keys-title">
      <form method="dialog">
        <h2 id="keys-title">Keys</h2>
        <dl class="keys">
          {keys.map(({ keys: names, does }) => (
            <div key={names}>
              <dt>
                {names.split(' ').map((name) => (
                  <kbd key={name}>{name}</kbd>
                ))}
              </dt>
              <dd>{does}</dd>
            </div>
          ))}
        </dl>
        <div class="dialog-foot">
          <button type="submit">Close</button>
        </div>
      </form>
    </dialog>
  );
}
