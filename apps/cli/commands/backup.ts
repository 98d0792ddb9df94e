import type { Command } from 'commander';
import { systemClock } from '#kernel';
import { makeBackup } from '../backup/make-backup';
import { contextOf, type Context, onFolder, withExample } from '../ui/context';
import { bytesText, durationText } from '../ui/figures';
import { productVersion } from '../ui/product-version';

export function backupCommand(program: Command): void {
  const command = program.command('backup')
    .description('Copy a data folder, also while a server is at work in it, with a manifest of positions, sizes and hashes')
    .argument('<dir>', 'where to: a new or an empty folder');
  withExample(onFolder(command), 'RAPPORT_DATA=./data/shop rapport backup /backups/shop-2026-03-01')
    .action((folder: string, _options: object, self: Command) => backup(folder, contextOf(self)));
}

async function backup(folder: string, { configuration, terminal, interruption }: Context): Promise<void> {
  const begun = Date.now();
  const manifest = await makeBackup({
    configuration, folder, version: productVersion(), clock: systemClock,
    copying: (name, size) => {
      interruption.check('the folder holds no whole backup; remove it and begin again');
      terminal.note(`copying ${name} (${bytesText(size)})`);
    },
  });
  const seconds = (Date.now() - begun) / 1_000;
  const size = manifest.files.reduce((sum, file) => sum + file.size, 0);
  terminal.say(`${folder}: ${manifest.files.length} files, ${bytesText(size)}, the log up to position ${manifest.logPosition}, in ${durationText(seconds)}`);
  terminal.result({ folder, ...manifest, seconds });
}
