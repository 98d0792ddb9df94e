import { customerReference } from './customer-reference';

describe('a customer named on the command line', () => {
  it('is an identity with a kind before the colon', () => {
    expect(customerReference('email:Ann@Example.org')).toEqual({ identity: { kind: 'email', value: 'Ann@Example.org' } });
    expect(customerReference('user-id:42')).toEqual({ identity: { kind: 'user-id', value: '42' } });
  });

  it('keeps further colons in the value', () => {
    expect(customerReference('social:mastodon:@ann')).toEqual({ identity: { kind: 'social', value: 'mastodon:@ann' } });
  });

  it('is an id otherwise', () => {
    expect(customerReference(' 0b6f1f0e-7d0b-5c0f-9a57-d2a1b7e4c960 ')).toEqual({ id: '0b6f1f0e-7d0b-5c0f-9a57-d2a1b7e4c960' });
    expect(customerReference('42')).toEqual({ id: '42' });
    expect(customerReference('http://x')).not.toEqual({ id: 'http://x' });
    expect(customerReference('email:')).toEqual({ id: 'email:' });
  });
});
