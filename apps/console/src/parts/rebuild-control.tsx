import { useEffect, useState } from 'preact/hooks';
import { get, post, type Problem } from '../api';
import { formatCount, formatDuration } from '../format';
import { asProblem } from '../resource';
import type { Projection } from '../shapes';
import { ConfirmDialog } from './confirm-dialog';
import { ProblemNote } from './problem-note';

/** Starts a rebuild, after asking, and shows how far it is: looked up each second while it runs. */
export function RebuildControl({ projection, onChange }: { readonly projection: Projection; readonly onChange: () => void }) {
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [done, setDone] = useState(false);
  const [watched, setWatched] = useState<Projection | undefined>(undefined);
  const path = `/v1/projections/${encodeURIComponent(projection.name)}`;

  useEffect(() => {
    if (watched === undefined && isRunning(projection)) setWatched(projection);
  }, [projection]);

  useEffect(() => {
    if (watched === undefined) return undefined;
    const timer = setTimeout(() => {
      get<Projection>(path).then(
        (now) => {
          setWatched(isRunning(now) ? now : undefined);
          if (isRunning(now)) return;
          setDone(now.rebuild?.state !== 'failed');
          onChange();
        },
        () => setWatched({ ...watched }),
      );
    }, LOOK);
    return () => clearTimeout(timer);
  }, [watched]);

  const start = () => {
    setProblem(undefined);
    setDone(false);
    post<Projection>(`${path}/rebuild`).then(setWatched, (error: unknown) => setProblem(asProblem(error)));
  };

  const rebuild = (watched ?? projection).rebuild;
  if (rebuild?.state === 'running') {
    return (
      <div class="rebuild">
        <progress max={Math.max(1, rebuild.total)} value={rebuild.processed} aria-label={`Rebuilding ${projection.name}`} />
        <small>
          {formatCount(rebuild.processed)} of {formatCount(rebuild.total)}
          {rebuild.rate !== undefined && ` · ${formatCount(rebuild.rate)}/s`}
          {rebuild.etaSeconds !== undefined && ` · ${formatDuration(rebuild.etaSeconds)} left`}
        </small>
      </div>
    );
  }
  return (
    <>
      {done && <small role="status">rebuilt </small>}
      <button type="button" onClick={() => setAsking(true)} disabled={watched !== undefined} aria-label={`Rebuild ${projection.name}`}>
        Rebuild
      </button>
      {rebuild?.state === 'failed' && <small class="reason">the last rebuild failed</small>}
      {problem !== undefined && <ProblemNote problem={problem} />}
      {asking && (
        <ConfirmDialog
          title={`Rebuild ${projection.name}?`}
          action="Rebuild"
          onClose={(confirmed) => {
            setAsking(false);
            if (confirmed) start();
          }}
        >
          <p>Its documents are computed again from the first event, beside the ones that are served. Readers keep the old ones until the new ones have caught up. Nothing is sent because of it.</p>
        </ConfirmDialog>
      )}
    </>
  );
}

const LOOK = 1000;

function isRunning({ state, rebuild }: Projection): boolean {
  return rebuild === undefined ? state === 'rebuilding' : rebuild.state === 'running';
}
