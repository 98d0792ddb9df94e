import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Document } from '../shapes';

interface CardProps {
  readonly title: string;
  readonly of?: Document | undefined;
  /** May be folded, and is to begin with on a phone, where what follows would be far away. */
  readonly foldable?: boolean;
  readonly children: ComponentChildren;
}

/** One read model of a customer; its foot says which version of it, as of which position. */
export function Card({ title, of, foldable = false, children }: CardProps) {
  const id = useId();
  return (
    <section class="card" aria-labelledby={id}>
      {foldable ? (
        <details open={matchMedia('(min-width: 44rem)').matches}>
          <summary>
            <h2 id={id}>{title}</h2>
          </summary>
          {children}
        </details>
      ) : (
        <>
          <h2 id={id}>{title}</h2>
          {children}
        </>
      )}
      {of?.version !== undefined && (
        <p class="card-foot">
          version {of.version}
          {of.position !== undefined && <> · position {of.position}</>}
        </p>
      )}
    </section>
  );
}
