import type { ComponentChildren } from 'preact';
import type { Resource } from '../resource';
import { ProblemNote } from './problem-note';
import { Skeleton } from './skeleton';

interface AnswerProps<T> {
  readonly of: Resource<T>;
  /** What stands while nothing is known yet. */
  readonly skeleton?: ComponentChildren;
  readonly children: (data: T) => ComponentChildren;
}

/** The states of an answer: loading, failed, there; a failure of a renewed call stands above what was there before. */
export function Answer<T>({ of, skeleton, children }: AnswerProps<T>) {
  const problem = of.problem && <ProblemNote problem={of.problem} retry={() => of.reload()} />;
  if (of.data === undefined) return <>{problem ?? skeleton ?? <Skeleton />}</>;
  return (
    <>
      {problem}
      {children(of.data)}
    </>
  );
}
