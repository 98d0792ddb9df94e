import type { ComponentChildren } from 'preact';
import { useErrorBoundary } from 'preact/hooks';
import { asProblem } from '../resource';
import { ProblemNote } from './problem-note';

/** A page that fails leaves the rest of the console standing. */
export function ErrorFence({ children }: { readonly children: ComponentChildren }) {
  const boundary: readonly [unknown, () => void] = useErrorBoundary();
  const [error, reset] = boundary;
  return error === undefined ? <>{children}</> : <ProblemNote problem={asProblem(error)} retry={reset} />;
}
