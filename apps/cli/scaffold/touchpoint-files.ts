import { pascalCase } from './names';
import type { Files } from './source-tree';

/** A type of touchpoint that works, with its spec, to be given the data that is wanted. */
export function touchpointFiles(channel: string, fact: string, constant: string): Files {
  const type = `${channel}.${fact}`;
  const data = pascalCase(constant);
  const folder = `libs/touchpoints/types/${channel}`;
  return {
    [`${folder}/${fact}.ts`]: `import { defineTouchpoint } from '../../define-touchpoint';
import { Id, Optional, Prose } from '../../schema';

/** What has happened, in a sentence. */
export class ${data} {
  @Id() subjectId!: string;
  @Optional() @Prose() note?: string | null;
}

export const ${constant} = defineTouchpoint({
  type: '${type}',
  data: ${data},
  personalData: ['note'],
  example: { subjectId: 'subject-1', note: 'What was said' },
});
`,
    [`${folder}/${fact}.spec.ts`]: `import { TouchpointCheck } from '../../check';
import { EventTypes } from '../../event-types';
import { ${constant} } from './${fact}';

const check = new TouchpointCheck(new EventTypes());

describe('${type}', () => {
  it('takes its example, and what it does not know', () => {
    expect(check.check('${type}', { ...${constant}.example, further: true })).toEqual([]);
  });

  it('refuses data without its subject', () => {
    expect(check.check('${type}', { note: 'of nothing' })).toMatchObject([{ path: 'data.subjectId', code: 'required' }]);
  });
});
`,
  };
}
