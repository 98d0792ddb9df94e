import { useEffect, useRef, useState } from 'preact/hooks';
import { get, post, type Problem } from './api';
import { asProblem } from './resource';
import type { Projection } from './shapes';

export interface RebuildWatch {
  /** How far it is; undefined when none runs. */
  readonly running: Projection['rebuild'];
  /** What has come of it, as a sentence. */
  readonly outcome: string | undefined;
  readonly problem: Problem | undefined;
  /** Builds it anew: as it is, or as another version of the catalogue. */
  readonly rebuild: (version?: number) => void;
  /** Serves again what was served before the last switch. */
  readonly rollBack: () => void;
}

const LOOK = 500;

/** Starts rebuilds of a projection and follows any that runs, looked up twice a second. */
export function useRebuild(projection: Projection | undefined, onChange: () => void): RebuildWatch {
  const [watched, setWatched] = useState<Projection | undefined>(undefined);
  const [problem, setProblem] = useState<Problem | undefined>(undefined);
  const [outcome, setOutcome] = useState<string | undefined>(undefined);
  const back = useRef(false);
  const path = `/v1/projections/${encodeURIComponent(projection?.name ?? '')}`;

  useEffect(() => {
    if (watched === undefined && projection !== undefined && isRunning(projection)) setWatched(projection);
  }, [projection]);

  useEffect(() => {
    if (watched === undefined) return undefined;
    const timer = setTimeout(() => {
      get<Projection>(path).then(
        (now) => {
          if (isRunning(now)) {
            setWatched(now);
            return;
          }
          setWatched(undefined);
          setOutcome(now.rebuild?.state === 'failed' ? 'the rebuild failed' : `version ${now.version} is served${back.current ? ' again' : ', built anew'}`);
          onChange();
        },
        () => setWatched({ ...watched }),
      );
    }, LOOK);
    return () => clearTimeout(timer);
  }, [watched]);

  const start = (action: 'rebuild' | 'rollback', body?: object) => {
    setProblem(undefined);
    setOutcome(undefined);
    back.current = action === 'rollback';
    post<Projection>(`${path}/${action}`, body).then(setWatched, (error: unknown) => setProblem(asProblem(error)));
  };
  return {
    running: watched?.rebuild ?? (projection?.rebuild?.state === 'running' ? projection.rebuild : undefined),
    outcome,
    problem,
    rebuild: (version) => start('rebuild', version === undefined ? undefined : { version }),
    rollBack: () => start('rollback'),
  };
}

function isRunning({ state, rebuild }: Projection): boolean {
  return rebuild === undefined ? state === 'rebuilding' : rebuild.state === 'running';
}
