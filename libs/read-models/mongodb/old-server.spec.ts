import { MongoReadModelStore } from './mongo-read-model-store';
import { OldServer } from './old-server';

describe('a MongoDB that is too old', () => {
  it.each([
    ['for us', { version: '4.4.29', wireVersion: 9 }, /^MongoDB at 127\.0\.0\.1:\d+ is of version 4\.4\.29: use 5\.0 or later$/],
    ['for the driver', { version: '4.0.28', wireVersion: 7 }, /^MongoDB at 127\.0\.0\.1:\d+ is too old: use 5\.0 or later$/],
  ] as const)('%s is named with the version that is needed', async (_, age, sentence) => {
    const server = await OldServer.listen(age);
    try {
      const refused: unknown = await MongoReadModelStore.open({ url: server.url, namespace: 'test-old', patience: 1_000 }).catch((error: unknown) => error);
      expect(refused).toEqual(expect.objectContaining({ code: 'RAPPORT_STORE_UNAVAILABLE', message: expect.stringMatching(sentence) }));
    } finally {
      await server.close();
    }
  });
});
