import { defineTouchpoint, type TouchpointType } from './define-touchpoint';
import { EventTypes } from './event-types';
import { Anything, Optional, Part, Parts, Text } from './schema';

class Person {
  @Text() name!: string;
}

class Data {
  @Text() title!: string;
  @Optional() @Part(() => Person) author?: Person | null;
  @Optional() @Parts(() => Person) readers?: Person[] | null;
  @Optional() @Anything() more?: Record<string, unknown> | null;
}

function entry(change: Partial<TouchpointType> = {}): TouchpointType {
  return { ...defineTouchpoint({ type: 'test.noted', data: Data, example: { title: 'a' } }), ...change };
}

function faultOf(...types: TouchpointType[]): unknown {
  try {
    new EventTypes(types);
  } catch (error) {
    return error;
  }
  return undefined;
}

const badCatalogue = (message: string): unknown => expect.objectContaining({ code: 'RAPPORT_BAD_CATALOGUE', message: expect.stringContaining(message) as string });

describe('a catalogue', () => {
  it('knows its types by name', () => {
    const types = new EventTypes([entry(), entry({ type: 'test.other' })]);
    expect(types.get('test.other')?.type).toBe('test.other');
    expect(types.get('test.unheard')).toBeUndefined();
    expect(types.all().map(({ type }) => type)).toEqual(['test.noted', 'test.other']);
  });

  it.each(['noted', 'Test.noted', 'test.noted-', 'test.noted_it', 'test.noted.twice', ''])('refuses the name "%s"', (type) => {
    expect(faultOf(entry({ type }))).toEqual(badCatalogue('is not named channel.fact-in-past-tense'));
  });

  it('refuses a name declared twice', () => {
    expect(faultOf(entry(), entry())).toEqual(badCatalogue('test.noted is declared twice'));
  });

  it.each([0, 1.5, Number.NaN])('refuses version %d', (version) => {
    expect(faultOf(entry({ version }))).toEqual(badCatalogue('needs a whole version from 1 on'));
  });

  it('refuses a chain of upcasters with a link missing or too many', () => {
    expect(faultOf(entry({ version: 3, upcasters: [(data) => ({ ...data })] }))).toEqual(badCatalogue('is at version 3 and needs 2 upcasters, not 1'));
    expect(faultOf(entry({ upcasters: [(data) => ({ ...data })] }))).toEqual(badCatalogue('is at version 1 and needs 0 upcasters, not 1'));
  });

  it('accepts personal data at any declared place, in parts and lists too', () => {
    expect(faultOf(entry({ personalData: ['title', 'author', 'author.name', 'readers.name', 'more'] }))).toBeUndefined();
  });

  it.each(['nothing', 'author.age', 'title.length', 'more.depth', 'readers.0.name', '', 'constructor'])('refuses personal data at "%s", which is declared nowhere', (path) => {
    expect(faultOf(entry({ personalData: ['title', path] }))).toEqual(badCatalogue(`names personal data at ${path}, which its data does not have`));
  });

  it('refuses an example that it would not accept itself', () => {
    const fault = faultOf(entry({ example: { title: '', author: {} } }));
    expect(fault).toEqual(badCatalogue('test.noted has an example that it would refuse: data.title: title must not be empty; data.author.name: name is required'));
  });
});

describe('an older version', () => {
  const types = new EventTypes([entry({
    version: 3,
    upcasters: [({ heading, ...rest }) => ({ ...rest, title: heading }), (data) => ({ ...data, more: { lifted: true } })],
  })]);

  it('is brought up step by step', () => {
    expect(types.upcast('test.noted', 1, { heading: 'a', kept: 1 })).toEqual({ title: 'a', kept: 1, more: { lifted: true } });
    expect(types.upcast('test.noted', 2, { title: 'a' })).toEqual({ title: 'a', more: { lifted: true } });
  });

  it('is left alone at the present version, at a later one, and where the type is not known', () => {
    const data = { title: 'a' };
    expect(types.upcast('test.noted', 3, data)).toBe(data);
    expect(types.upcast('test.noted', 4, data)).toBe(data);
    expect(types.upcast('test.unheard', 1, data)).toBe(data);
  });
});

describe('a type described', () => {
  const described = new EventTypes([entry({ version: 1, personalData: ['author.name'], initiator: 'company' })]).describe('test.noted');

  it('tells what the world may know of it', () => {
    expect(described).toMatchObject({ type: 'test.noted', channel: 'test', version: 1, origin: 'outside', initiator: 'company', personalData: ['author.name'] });
    expect(described?.schema).toMatchObject({ type: 'object', required: ['title'] });
  });

  it('comes with a whole touchpoint as its example', () => {
    expect(described?.example).toEqual({
      id: 'example-of-test.noted', type: 'test.noted', identities: [{ kind: 'user-id', value: '42' }], occurredAt: '2026-03-01T10:15:00.000Z', data: { title: 'a' }, source: { system: 'example' },
    });
  });

  it('is nothing where the catalogue has no such type', () => {
    expect(new EventTypes().describe('test.unheard')).toBeUndefined();
  });
});
