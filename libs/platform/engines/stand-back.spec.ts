import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { productIsBuilt } from '#testing/product';

const BUILT = join(__dirname, '..', '..', '..', 'dist', 'libs', 'platform', 'engines', 'stand-back.js');
const onLinux = process.platform === 'linux' && productIsBuilt ? it : it.skip;
/** The nineteenth field of proc_pid_stat(5). */
const niceness = (stat: string): number => Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[16]);

onLinux('puts the calling thread behind the others of its process', async () => {
  const before = niceness(readFileSync('/proc/self/stat', 'utf8'));
  const worker = new Worker(`require(${JSON.stringify(BUILT)}).standBack(); require('node:worker_threads').parentPort.postMessage(require('node:fs').readFileSync('/proc/thread-self/stat', 'utf8'))`, { eval: true });
  const stat = await new Promise<string>((resolve) => worker.once('message', resolve));
  expect(niceness(stat)).toBe(Math.min(19, before + 10));
  expect(niceness(readFileSync('/proc/self/stat', 'utf8'))).toBe(before);
  await worker.terminate();
});
