import { isPrivateAddress } from './private-address';

describe('an address', () => {
  it.each(['127.0.0.1', '127.9.9.9', '0.0.0.0', '10.0.0.1', '172.16.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '192.0.2.1', '198.18.0.1', '224.0.0.1', '255.255.255.255'])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['::1', '::', '::ffff:10.0.0.1', '::ffff:8.8.8.8', '64:ff9b::a00:1', '2002:7f00:1::', 'fc00::1', 'fd12:3456::1', 'fe80::1', 'fe80::1%eth0', '[::1]', 'ff02::1', '2001:db8::1'])('%s is private', (address) => {
    expect(isPrivateAddress(address)).toBe(true);
  });

  it.each(['8.8.8.8', '1.1.1.1', '172.15.0.1', '172.32.0.1', '100.63.0.1', '2606:4700::1111', '[2a00:1450:4001:830::200e]'])('%s is public', (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  });

  it('that is none counts as private', () => {
    expect(['', 'localhost', '999.1.1.1', '1.2.3'].map(isPrivateAddress)).toEqual([true, true, true, true]);
  });
});
