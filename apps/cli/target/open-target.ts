import type { Context } from '../ui/context';
import { FolderTarget } from './folder-target';
import { ServerTarget } from './server-target';
import type { Target } from './target';

/** Opens what the command works on, lets it work, and closes it whatever happens. */
export async function withTarget(context: Context, work: (target: Target) => Promise<void>): Promise<void> {
  const target = context.url === undefined ? await FolderTarget.open(context) : new ServerTarget(context.url, context);
  try {
    await work(target);
  } finally {
    await target.close();
  }
}
