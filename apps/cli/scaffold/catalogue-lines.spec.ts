import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { withProjection, withTouchpoint } from './catalogue-lines';

const root = join(__dirname, '../../..');

describe('the line in the catalogue', () => {
  it('goes to the end of the projections, its import to its place', () => {
    const source = ["import { profile } from '#customers/profile';", "import { rfm } from '#lifecycle';", '', 'return new ProjectionCatalogue(', '    [', '      profile,', '      rfm(1),', '    ],', '    [stageEntered],', '  );'].join('\n');
    expect(withProjection(source, 'basket', '#customers/basket').split('\n')).toEqual(["import { basket } from '#customers/basket';", "import { profile } from '#customers/profile';", "import { rfm } from '#lifecycle';", '', 'return new ProjectionCatalogue(', '    [', '      profile,', '      rfm(1),', '      basket,', '    ],', '    [stageEntered],', '  );']);
    expect(withProjection(source, 'visits', '#visits').split('\n')[2]).toBe("import { visits } from '#visits';");
  });

  it('finds its place in the catalogue as it is', () => {
    const source = readFileSync(join(root, 'libs/catalogue/projections.ts'), 'utf8');
    const changed = withProjection(source, 'basket', '#customers/basket').split('\n');
    expect(changed.filter((line) => !source.split('\n').includes(line))).toEqual(["import { basket } from '#customers/basket';", '      basket,']);
  });

  it('goes after the last type of the channel, or to the end', () => {
    const source = "/* all */\nexport { a } from './web/a';\nexport { b } from './email/b';\n";
    expect(withTouchpoint(source, 'c', 'web', 'c')).toBe("/* all */\nexport { a } from './web/a';\nexport { c } from './web/c';\nexport { b } from './email/b';\n");
    expect(withTouchpoint(source, 'd', 'kiosk', 'd')).toBe("/* all */\nexport { a } from './web/a';\nexport { b } from './email/b';\nexport { d } from './kiosk/d';\n");
  });

  it('is left to people where the file has changed its form', () => {
    expect(() => withProjection('export const nothing = [];', 'basket', '#customers/basket')).toThrow(/by hand/);
  });
});
