import { useState } from 'preact/hooks';
import { keepApiKey, type Problem } from '../api';
import { changeQuery } from '../router';

/** What went wrong, in the server's words, and what can be done about it. */
export function ProblemNote({ problem, retry }: { readonly problem: Problem; readonly retry?: (() => void) | undefined }) {
  const past = problem.code === 'RAPPORT_AS_OF_UNSUPPORTED';
  return (
    <div class={`note problem${past || problem.status === 404 ? ' absent' : ''}`} role="alert">
      <p class="note-title">{past ? 'This is not kept for the past' : problem.title}</p>
      {problem.detail !== '' && problem.errors.length === 0 && <p>{problem.detail}</p>}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((error) => (
            <li key={error.path + error.code}>
              {!error.message.startsWith(error.path) && <code>{error.path}</code>} {error.message}
            </li>
          ))}
        </ul>
      )}
      {problem.status === 401 && <ApiKeyForm />}
      <p class="note-foot">
        <code>{problem.code}</code>
        {past && (
          <button type="button" onClick={() => changeQuery({ at: undefined, knownAt: undefined })}>
            Back to now
          </button>
        )}
        {!past && retry !== undefined && (
          <button type="button" onClick={retry}>
            Try again
          </button>
        )}
      </p>
    </div>
  );
}

function ApiKeyForm() {
  const [key, setKey] = useState('');
  return (
    <form
      class="inline-form"
      onSubmit={(event) => {
        event.preventDefault();
        keepApiKey(key);
        location.reload();
      }}
    >
      <label>
        API key <input type="password" autoComplete="off" value={key} onInput={(event) => setKey(event.currentTarget.value)} />
      </label>
      <button type="submit">Use it in this tab</button>
    </form>
  );
}
