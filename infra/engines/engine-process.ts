import { spawn } from 'node:child_process';
import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { commandOf } from './command-of';

export interface ProcessCommand {
  readonly program: string;
  /** Must name the folder somewhere: it is how a process is known again. */
  readonly words: readonly string[];
}

/**
 * A server as a process that outlives whoever started it, known by a pidfile in its folder: whoever comes later, also after a crash, can ask for it and end it.
 * The folder also holds what it prints, in `log`.
 */
export class EngineProcess {
  private fault: string | undefined;

  constructor(
    readonly name: string,
    readonly folder: string,
  ) {}

  /** Process id while it runs. A pidfile whose number now belongs to another program counts for nothing. */
  pid(): number | undefined {
    if (!existsSync(this.pidFile)) return undefined;
    const pid = Number(readFileSync(this.pidFile, 'utf8'));
    return Number.isSafeInteger(pid) && pid > 0 && commandOf(pid).includes(this.folder) ? pid : undefined;
  }

  /** Why it does not run although it was started and nobody ended it since; undefined where that is not so. */
  whyEnded(): string | undefined {
    if (this.fault !== undefined) return `${this.name} did not start: ${this.fault}`;
    return existsSync(this.pidFile) && this.pid() === undefined ? `${this.name} has ended; its last words:\n${this.lastWords()}` : undefined;
  }

  /** Starts it, unless it runs. Does not wait until it answers. */
  start({ program, words }: ProcessCommand): void {
    if (this.pid() !== undefined) return;
    mkdirSync(this.folder, { recursive: true });
    const log = openSync(join(this.folder, 'log'), 'a');
    const child = spawn(program, words, { cwd: this.folder, detached: true, stdio: ['ignore', log, log] });
    closeSync(log);
    this.fault = undefined;
    child.on('error', ({ message }) => (this.fault = message));
    if (child.pid !== undefined) writeFileSync(this.pidFile, String(child.pid));
    child.unref();
  }

  /** As a machine that loses its power. Resolves when the process is gone. */
  async kill(): Promise<void> {
    this.signal('SIGKILL');
    if (!(await this.gone(10_000))) throw new Error(`${this.name} is still there after SIGKILL`);
  }

  /**
   * Asks it to end, and makes it end after the time given in milliseconds. Resolves when the process is gone.
   * @returns whether it ended by itself.
   */
  async stop(patience = 20_000): Promise<boolean> {
    // A stopped process hears nothing.
    this.signal('SIGCONT');
    this.signal('SIGTERM');
    const byItself = await this.gone(patience);
    if (!byItself) await this.kill();
    return byItself;
  }

  /** Holds it where it stands, as a long garbage collection or a suspended machine would. */
  pause(): void {
    this.signal('SIGSTOP');
  }

  resume(): void {
    this.signal('SIGCONT');
  }

  /** The end of what it printed, for whoever has to say why it did not start. */
  lastWords(lines = 15): string {
    const log = join(this.folder, 'log');
    return existsSync(log) ? readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n') : '';
  }

  private get pidFile(): string {
    return join(this.folder, 'pid');
  }

  private signal(signal: NodeJS.Signals): void {
    const pid = this.pid();
    if (pid !== undefined) process.kill(pid, signal);
  }

  private async gone(patience: number): Promise<boolean> {
    const until = Date.now() + patience;
    while (this.pid() !== undefined) {
      if (Date.now() > until) return false;
      await sleep(20);
    }
    rmSync(this.pidFile, { force: true });
    return true;
  }
}
