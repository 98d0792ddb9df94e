import type { ComponentChildren } from 'preact';

/** Nothing to show, and why, or what to do. */
export function Empty({ title, children }: { readonly title: string; readonly children?: ComponentChildren }) {
  return (
    <div class="note empty">
      <p class="note-title">{title}</p>
      {children}
    </div>
  );
}
