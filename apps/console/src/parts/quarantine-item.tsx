import { useState } from 'preact/hooks';
import { post, type Problem } from '../api';
import { formatAgo, plural, shortId } from '../format';
import { asProblem } from '../resource';
import type { IntakeAnswer, Json, Quarantined } from '../shapes';
import { ProblemNote } from './problem-note';

interface QuarantineItemProps {
  readonly item: Quarantined;
  /** It is taken in now. */
  readonly onGone: (answer: IntakeAnswer) => void;
}

/** One touchpoint that was not understood: its faults, its body as it came, and the mended one to send. */
export function QuarantineItem({ item, onGone }: QuarantineItemProps) {
  const [open, setOpen] = useState(false);
  const [text, setText] = useState(() => written(item.raw));
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const mended = parsed(text);
  const again = problem !== undefined && problem.errors.length > 0;
  const faults = again ? problem.errors : item.errors;

  const submit = () => {
    if (mended === undefined) return;
    setBusy(true);
    setProblem(undefined);
    post<IntakeAnswer>(`/v1/quarantine/${encodeURIComponent(item.id)}/resubmit`, mended.value)
      .then(onGone, (error: unknown) => setProblem(asProblem(error)))
      .finally(() => setBusy(false));
  };

  return (
    <li class={open ? 'open' : ''}>
      <button type="button" class="quarantine-line" aria-expanded={open} data-walk onClick={() => setOpen(!open)}>
        <b>{typeOf(item.raw)}</b>
        <span>{!open && item.errors.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join(' · ')}</span>
        <time dateTime={item.receivedAt} title={item.receivedAt}>
          {formatAgo(item.receivedAt)}
        </time>
      </button>
      {open && (
        <div class="quarantine-more">
          <ul class="faults" aria-label={plural(faults.length, 'fault')}>
            {faults.map(({ path, code, message }) => (
              <li key={path + code}>
                <code>{path || 'body'}</code> {message} <small>{code}</small>
              </li>
            ))}
          </ul>
          <label>
            <span>
              As it came <code title={item.id}>{shortId(item.id)}</code>
            </span>
            <textarea spellcheck={false} rows={Math.min(24, text.split('\n').length + 1)} value={text} onInput={(event) => setText(event.currentTarget.value)} aria-invalid={mended === undefined} />
          </label>
          {problem !== undefined && !again && <ProblemNote problem={problem} />}
          <p class="quarantine-foot">
            {again && (
              <span class="error-text" role="alert">
                Sent, and not taken: {plural(faults.length, 'fault')} left
              </span>
            )}
            {mended === undefined && <span class="error-text">This is not JSON yet</span>}
            <button type="button" class="quiet" onClick={() => setText(written(item.raw))} disabled={text === written(item.raw)}>
              As it came
            </button>
            <button type="button" class="primary" disabled={busy || mended === undefined} onClick={submit}>
              {busy ? 'Sending…' : 'Send again'}
            </button>
          </p>
        </div>
      )}
    </li>
  );
}

function written(raw: Json): string {
  const value = typeof raw === 'string' ? parsed(raw)?.value ?? raw : raw;
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

function parsed(text: string): { readonly value: Json } | undefined {
  try {
    return { value: JSON.parse(text) as Json };
  } catch {
    return undefined;
  }
}

function typeOf(raw: Json): string {
  const value = typeof raw === 'string' ? parsed(raw)?.value : raw;
  const type = value !== null && typeof value === 'object' && 'type' in value ? value.type : undefined;
  return typeof type === 'string' ? type : 'not a touchpoint';
}
