import { fitted, progressLine, type Step } from './progress-line';

/** Where progress is shown. */
export interface ProgressOutput {
  readonly isTerminal: boolean;
  readonly columns: number;
  write(text: string): void;
}

/** A line is rewritten this often on a terminal, ms; elsewhere a line of its own is written. */
const REWRITE_EVERY = 100;
const LINE_EVERY = 5_000;
const CLEAR_LINE = '\r\u001B[2K';

/** One line that is rewritten on a terminal; plain lines every few seconds elsewhere. Gone when it is done. */
export class Progress {
  private readonly begun = Date.now();
  private shown = Date.now();
  private drawn = false;

  constructor(private readonly label: string, private readonly unit: string, private readonly output: ProgressOutput | undefined) {}

  get seconds(): number {
    return (Date.now() - this.begun) / 1_000;
  }

  update(step: Step): void {
    const { output, label, unit } = this;
    const now = Date.now();
    if (!output || now - this.shown < (output.isTerminal ? REWRITE_EVERY : LINE_EVERY)) return;
    this.shown = now;
    const line = progressLine({ label, unit, seconds: this.seconds, ...step });
    output.write(output.isTerminal ? `${CLEAR_LINE}${fitted(line, output.columns)}` : `${line}\n`);
    this.drawn = output.isTerminal;
  }

  /** Clears the line, so that what is written next stands in its place. */
  done(): void {
    if (this.drawn) this.output?.write(CLEAR_LINE);
    this.drawn = false;
  }
}
