/** Named numbers that one side of a benchmark has measured in a process of its own. `peakMiB`, its largest resident memory, is always among them. */
export type Figures = Readonly<Record<string, number>>;

/** What a side is told: folders, addresses and sizes. Crosses processes. */
export type Task = Readonly<Record<string, string | number | boolean>>;

export type Unit = 'x' | 'ms' | 'MiB' | '/s';

/** What is asked for: at least, or at most, so much. */
export interface Bar {
  readonly kind: 'at least' | 'at most';
  readonly value: number;
}

/** One line of the result. Without a bar it is there to be known. */
export interface Row {
  readonly what: string;
  readonly measured: number;
  readonly unit: Unit;
  readonly bar?: Bar;
  /** Both sides of a ratio, or what else the figure rests on. */
  readonly detail: string;
}

/** Two sides over several rounds. */
export interface Duel {
  /** The medians. */
  readonly own: Figures;
  readonly other: Figures;
  /** The median of the rounds' own ratios, of a figure to another of the other side, or to the same. */
  readonly ratio: (figure: string, others?: string) => number;
}

/** Of a ratio with a bar, also in a quick run: one alone says little on a shared machine. */
export const FEWEST_ROUNDS = 3;

export interface Bench {
  /** How many events the large folder has. */
  readonly events: number;
  /** How often each side is measured; odd, so that the median is one of them. */
  readonly rounds: number;
  /** Whether what takes many minutes and gigabytes is measured too. */
  readonly large: boolean;
  /** A folder of the run's own; what is in it is gone afterwards. */
  readonly folder: string;
  /** Measures one side in a new process. */
  side(name: string, task?: Task): Promise<Figures>;
  /** Measures sides in turn, A B A B, each in a new process and a new folder (`task.folder`); answers the median of each figure of each side. */
  alternate<Name extends string>(names: readonly Name[], task?: Task, rounds?: number): Promise<Readonly<Record<Name, Figures>>>;
  /** Measures two sides in turn, the one that goes first changing, at least {@link FEWEST_ROUNDS} times, so that what the machine does meanwhile meets both. */
  against(own: string, other: string, task?: Task): Promise<Duel>;
  /** A data folder of the generator's lives, made once for all benchmarks: the log, who is who, and, where `started`, read models as they are after the first start. */
  lives(events: number, started?: boolean): Promise<string>;
  note(text: string): void;
}

export interface Benchmark {
  readonly name: string;
  readonly summary: string;
  /** What is measured in a process of its own, by name. */
  readonly sides: Readonly<Record<string, (task: Task) => Promise<Figures>>>;
  run(bench: Bench): Promise<readonly Row[]>;
}

/** Whether the bar is met; undefined without one. */
export function isMet({ bar, measured }: Row): boolean | undefined {
  return bar && (bar.kind === 'at least' ? measured >= bar.value : measured <= bar.value);
}

/** @throws RangeError if the task lacks it */
export function textOf(task: Task, name: string): string {
  const value = task[name];
  if (typeof value !== 'string') throw new RangeError(`the task has no ${name}`);
  return value;
}

/** @throws RangeError if the task lacks it */
export function numberOf(task: Task, name: string): number {
  const value = task[name];
  if (typeof value !== 'number') throw new RangeError(`the task has no ${name}`);
  return value;
}

/** @throws RangeError if the side did not measure it */
export function figure(figures: Figures, name: string): number {
  const value = figures[name];
  if (value === undefined) throw new RangeError(`${name} was not measured`);
  return value;
}
