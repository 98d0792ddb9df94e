import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { dirname, join, resolve } from 'node:path';
import { lockFolder } from '#embedded';
import { isRapportError } from '#kernel';
import type { Configuration } from '#platform/configuration';
import { bytesText } from '../ui/figures';
import { PRODUCT } from '../ui/product-version';
import { type Checked, fault, note, ok } from './checked';

const OLDEST = [20, 19] as const;
const GIB = 1024 ** 3;

export function checkNode(version: string = process.versions.node): Checked {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const enough = major > OLDEST[0] || (major === OLDEST[0] && minor >= OLDEST[1]);
  return enough ? ok('Node.js', version) : fault('Node.js', version, `install ${OLDEST.join('.')} or later`);
}

export function checkConsole(): Checked {
  return existsSync(join(PRODUCT, 'dist', 'console', 'index.html')) ? ok('console', 'built') : note('console', 'not built', 'npm run build');
}

export function checkFolder({ data }: Configuration): Checked {
  const present = existsSync(data);
  if (present && !statSync(data).isDirectory()) return fault('data folder', `${data} is no folder`, 'choose another with RAPPORT_DATA');
  const nearest = nearestFolder(data);
  try {
    accessSync(nearest, constants.W_OK | constants.R_OK | constants.X_OK);
  } catch {
    return fault('data folder', `${nearest} cannot be written`, 'give this user the right to, or choose another with RAPPORT_DATA');
  }
  return present ? ok('data folder', `${data}, writable`) : ok('data folder', `${data} is not there yet; it is made when it is needed`);
}

/** Answers whether another process has the folder, too. */
export function checkLock({ data }: Configuration): { checked: Checked; taken: boolean } {
  if (!existsSync(data)) return { checked: ok('lock', 'free'), taken: false };
  try {
    lockFolder(data).release();
    return { checked: ok('lock', 'free'), taken: false };
  } catch (error) {
    if (isRapportError(error) && error.code === 'RAPPORT_DATA_IN_USE') return { checked: ok('lock', 'a server, or another command, is at work in the folder'), taken: true };
    return { checked: fault('lock', error instanceof Error ? error.message : String(error), 'see to the folder\'s rights and its disk'), taken: false };
  }
}

export function checkDisk({ data }: Configuration): Checked {
  const { bavail, bsize } = statfsSync(nearestFolder(data));
  const free = bavail * bsize;
  const detail = `${bytesText(free)} free`;
  if (free < GIB / 10) return fault('disk', detail, 'make room: the log refuses what it cannot write');
  return free < GIB ? note('disk', detail, 'make room before it is full') : ok('disk', detail);
}

/** `taken`: a server may have the port rightly. */
export function checkPort({ host, port }: Configuration, taken: boolean): Promise<Checked> {
  const name = 'port';
  if (port === 0) return Promise.resolve(ok(name, 'any'));
  return new Promise((done) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      const inUse = error.code === 'EADDRINUSE';
      if (inUse && taken) done(ok(name, `${host}:${port} is in use, as it should be by a running server`));
      else done(fault(name, `${host}:${port} ${inUse ? 'is in use by another program' : `cannot be listened on (${error.code ?? error.message})`}`, 'choose another with RAPPORT_PORT and RAPPORT_HOST; port 0 takes any'));
    });
    server.listen(port, host, () => {
      server.close(() => { done(ok(name, `${host}:${port} is free`)); });
    });
  });
}

function nearestFolder(path: string): string {
  const whole = resolve(path);
  return existsSync(whole) ? whole : nearestFolder(dirname(whole));
}
