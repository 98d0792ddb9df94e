import type { ComponentChildren } from 'preact';

/** A number that counts, with its name under it. */
export function Figure({ value, name, note }: { readonly value: ComponentChildren; readonly name: string; readonly note?: ComponentChildren }) {
  return (
    <div class="figure">
      <b>{value}</b>
      <span>{name}</span>
      {note !== undefined && <small>{note}</small>}
    </div>
  );
}
