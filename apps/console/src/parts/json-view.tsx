import { useState } from 'preact/hooks';
import type { Json } from '../shapes';

/** JSON, indented and coloured, with a button that copies it. */
export function JsonView({ value, label }: { readonly value: Json | object; readonly label: string }) {
  const [copied, setCopied] = useState(false);
  const text = JSON.stringify(value, null, 2);
  return (
    <div class="json">
      <button
        type="button"
        hidden={!('clipboard' in navigator)}
        class="quiet"
        aria-live="polite"
        onClick={() => {
          void navigator.clipboard.writeText(text).then(() => {
            setCopied(true);
            setTimeout(() => setCopied(false), 1500);
          });
        }}
      >
        {copied ? 'Copied' : 'Copy'}
      </button>
      <pre tabIndex={0} aria-label={label}>
        {coloured(text)}
      </pre>
    </div>
  );
}

const TOKEN = /("(?:\\.|[^"\\])*")(\s*:)?|\b(?:true|false|null)\b|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

function coloured(text: string) {
  const parts = [];
  let end = 0;
  for (const match of text.matchAll(TOKEN)) {
    const [token, string, colon] = match;
    parts.push(text.slice(end, match.index));
    const kind = string === undefined ? 'j-value' : colon === undefined ? 'j-text' : 'j-name';
    parts.push(<span class={kind}>{string ?? token}</span>, colon ?? '');
    end = match.index + token.length;
  }
  return [...parts, text.slice(end)];
}
