import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

describe('package-lock.json', () => {
  it('lacks no optional package of any platform, so that npm ci takes it everywhere', () => {
    const { status, stdout } = spawnSync(process.execPath, [join(__dirname, '../../infra/complete-lock.mjs'), '--check'], { encoding: 'utf8' });
    expect({ status, stdout }).toEqual({ status: 0, stdout: 'nothing is missing\n' });
  });
});
