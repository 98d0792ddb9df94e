import { given } from '#projections/test-kit';
import { favouriteChannel } from './favourite-channel.projection';

describe('favourite-channel', () => {
  it('is the channel with the most touches', () => {
    const document = given(favouriteChannel)
      .touch('web.page-viewed', '2026-01-01T10:00:00Z')
      .touch('email.opened', '2026-01-02T10:00:00Z')
      .touch('email.opened', '2026-01-03T10:00:00Z')
      .at('2026-02-01T00:00:00Z');
    expect(document).toMatchObject({ channel: 'email', share: 0.67 });
  });

  it('is another as of an earlier moment', () => {
    const history = given(favouriteChannel).touch('web.page-viewed', '2026-01-01T10:00:00Z').touch('email.opened', '2026-01-02T10:00:00Z').touch('email.opened', '2026-01-03T10:00:00Z');
    expect(history.at('2026-01-01T12:00:00Z')).toMatchObject({ channel: 'web', share: 1 });
  });
});
