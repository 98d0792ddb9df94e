import { fork } from 'node:child_process';
import { join } from 'node:path';
import type { Figures, Task } from '../benchmark';

/** What a side's process answers with. */
export type SideAnswer = { readonly figures: Figures } | { readonly fault: string };

const SCRIPT = join(__dirname, '..', 'side.js');

/** Runs one side of a benchmark in a new process. Rejects with what it failed by. */
export function runSide(benchmark: string, side: string, task: Task): Promise<Figures> {
  return new Promise((resolve, reject) => {
    const child = fork(SCRIPT, [benchmark, side, JSON.stringify(task)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
    let answer: SideAnswer | undefined;
    child.on('message', (message: SideAnswer) => {
      answer = message;
    });
    child.on('error', reject);
    child.on('exit', (code, signal) => {
      if (answer && 'figures' in answer) resolve(answer.figures);
      else reject(new Error(`${benchmark}, ${side}: ${answer?.fault ?? `ended with ${signal ?? String(code)}`}`));
    });
  });
}
