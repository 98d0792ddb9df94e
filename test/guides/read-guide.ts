import { readFileSync } from 'node:fs';

/** A fenced block of a page: its language, what stands behind it, and its text. */
export interface Block {
  readonly language: string;
  readonly file: string | undefined;
  readonly text: string;
}

/** A command of a page with the output that the page shows for it. */
export interface Step {
  readonly command: string;
  /** A line may hold `…`, which stands for anything. */
  readonly output: string | undefined;
}

export function blocksOf(page: string): Block[] {
  return [...readFileSync(page, 'utf8').matchAll(/^```(\w+)(?: file=(\S+))?\n([\s\S]*?)^```$/gm)].map(([, language = '', file, text = '']) => ({ language, file, text }));
}

export function stepsOf(page: string): Step[] {
  const blocks = blocksOf(page);
  return blocks.flatMap((block, index) => {
    if (block.language !== 'sh') return [];
    const next = blocks[index + 1];
    return [{ command: block.text, output: next?.language === 'text' ? next.text : undefined }];
  });
}

/** Whether what was printed is what the page shows. */
export function matches(printed: string, shown: string): boolean {
  const pattern = shown.trimEnd().split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('.*?');
  return new RegExp(`^${pattern}$`, 's').test(printed.trimEnd());
}
