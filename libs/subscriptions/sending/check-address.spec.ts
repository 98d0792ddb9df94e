import { addressFaults } from './check-address';

const codesOf = async (url: string, allowPrivate = false): Promise<string[]> => (await addressFaults(url, allowPrivate)).map(({ code }) => code);

describe('the address of a receiver', () => {
  it.each(['', 'hooks.example', 'ftp://hooks.example/', 'file:///etc/passwd', 'javascript:alert(1)', `https://hooks.example/${'x'.repeat(2_000)}`])('is not "%s"', async (url) => {
    expect(await codesOf(url)).toEqual(['url']);
  });

  it.each(['http://127.0.0.1/', 'http://2130706433/', 'http://0x7f000001/', 'http://0177.0.0.1/', 'http://127.1/', 'http://[::1]:80/', 'http://[::ffff:127.0.0.1]/', 'http://localhost/', 'http://printer.local/', 'https://metadata.google.internal./'])('is of no private network: %s', async (url) => {
    expect(await codesOf(url)).toEqual(['private-address']);
    expect(await codesOf(url, true)).toEqual([]);
  });

  it('carries no credentials, whatever is allowed', async () => {
    expect([await codesOf('https://ann:secret@8.8.8.8/'), await codesOf('http://ann@127.0.0.1/', true)]).toEqual([['credentials'], ['credentials']]);
  });

  it('may be a public one, and a name that cannot be resolved just now', async () => {
    expect([await codesOf('https://8.8.8.8/hooks?tenant=1'), await codesOf('https://no-such-host.invalid/')]).toEqual([[], []]);
  });
});
