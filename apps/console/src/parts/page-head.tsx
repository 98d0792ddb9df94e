import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';

interface PageHeadProps {
  readonly title: ComponentChildren;
  /** For the window, where the title is more than text. */
  readonly name?: string | undefined;
  readonly lead?: ComponentChildren;
  readonly children?: ComponentChildren;
}

/** The page's heading, which has the focus after a change of page; actions stand to its right. */
export function PageHead({ title, name, lead, children }: PageHeadProps) {
  const text = name ?? (typeof title === 'string' ? title : 'Rapport');
  useEffect(() => {
    document.title = `${text} · Rapport`;
  }, [text]);
  return (
    <header class="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead !== undefined && <p class="lead">{lead}</p>}
      </div>
      {children !== undefined && <div class="actions">{children}</div>}
    </header>
  );
}
