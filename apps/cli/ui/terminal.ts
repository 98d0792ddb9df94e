import { Progress, type ProgressOutput } from './progress';

export interface TerminalOptions {
  /** One JSON document on standard output, everything else on standard error. */
  readonly json: boolean;
  /** No progress but on a terminal. */
  readonly quiet: boolean;
}

interface Stream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  write(text: string): unknown;
}

const COLUMNS = 100;

/** What a command says, and where. */
export class Terminal {
  private readonly output: ProgressOutput | undefined;

  constructor(private readonly options: TerminalOptions, private readonly out: Stream = process.stdout, private readonly err: Stream = process.stderr) {
    const isTerminal = err.isTTY === true;
    this.output = options.quiet && !isTerminal ? undefined : { isTerminal, get columns() { return err.columns === undefined || err.columns === 0 ? COLUMNS : err.columns; }, write: (text) => { err.write(text); } };
  }

  get json(): boolean {
    return this.options.json;
  }

  /** A part of the answer, for people. Not said where a machine listens. */
  say(text: string): void {
    if (!this.options.json) this.out.write(`${text}\n`);
  }

  /** The answer, for machines: one document. */
  result(document: object): void {
    if (this.options.json) this.out.write(`${JSON.stringify(document)}\n`);
  }

  /** Beside the answer: what goes on, and what to know about it. */
  note(text: string): void {
    this.err.write(`${text}\n`);
  }

  progress(label: string, unit: string): Progress {
    return new Progress(label, unit, this.output);
  }
}
