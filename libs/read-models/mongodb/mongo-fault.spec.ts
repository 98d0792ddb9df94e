import { MongoReadModelStore } from './mongo-read-model-store';
import { MongoBulkWriteError, MongoNetworkError, MongoServerError } from './driver';
import { isTransient, mongoFault } from './mongo-fault';

const open = (url: string, namespace = 'test'): Promise<unknown> => MongoReadModelStore.open({ url, namespace, patience: 300 });

describe('faults of MongoDB', () => {
  it('say of an address where nothing is what to mend, and never the password in it', async () => {
    const failed = await open('mongodb://ann:s3cret@127.0.0.1:1/?replicaSet=rs0').catch((error: unknown) => error);
    expect(failed).toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: 'MongoDB at 127.0.0.1:1 does not answer: start it, or mend the address in RAPPORT_MONGODB_URL' });
    expect(JSON.stringify([failed, String(failed), failed instanceof Error && failed.stack])).not.toMatch(/s3cret|ann/);
  });

  it.each(['http://ann:s3cret@127.0.0.1', 'mongodb://', 'mongodb://ann:s3cret@127.0.0.1/?replicaSet=', 'mongodb://127.0.0.1/?authMechanism=none'])('say of %s, which is no connection string, how one looks', async (url) => {
    await expect(open(url)).rejects.toMatchObject({ code: 'RAPPORT_STORE_UNAVAILABLE', message: 'RAPPORT_MONGODB_URL is no connection string that MongoDB\'s driver understands, as mongodb://host:27017/?replicaSet=rs0 is' });
  });

  it.each(['admin', 'local', 'config'])('leave the server\'s own database %s alone', async (namespace) => {
    await expect(open('mongodb://127.0.0.1:1', namespace)).rejects.toMatchObject({ code: 'RAPPORT_BAD_CONFIGURATION', message: expect.stringContaining(namespace) });
  });

  it.each([
    [18, /give it the role readWrite/], [13, /give it the role readWrite/], [10_107, /has no primary/], [20, /start it with --replSet/], [14_031, /no space left/], [10_334, /more than 16 MiB/], [64, /cannot confirm/], [50, /did not answer in time/],
  ])('say of the server\'s code %d what to do', (code, words) => {
    expect(mongoFault(new MongoServerError({ code, message: 'E11000 dup key: { _id: "zoe@example.org" }' }), 'host:1').message).toMatch(words);
  });

  it('say of a socket that broke that the connection was lost, and that the same may succeed in a moment', () => {
    const broken = Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
    expect([mongoFault(broken, 'host:1').message, isTransient(broken)]).toEqual(['MongoDB at host:1 does not answer: the connection was lost', true]);
  });

  it('never repeat the server\'s words, which quote documents', () => {
    for (const error of [new MongoServerError({ code: 2, codeName: 'BadValue', message: 'cannot take zoe@example.org' }), new MongoNetworkError('sending zoe@example.org'), new Error('zoe@example.org'), 'zoe@example.org']) {
      const fault = mongoFault(error, 'host:1');
      expect(fault.code).toBe('RAPPORT_STORE_UNAVAILABLE');
      expect(`${fault.message} ${String(fault.cause)}`).not.toContain('zoe');
    }
  });

  it('are known again, and worth another try, where a bulk of writes wraps a lost connection', () => {
    const wrapped = Object.assign(Object.create(MongoBulkWriteError.prototype) as MongoBulkWriteError, { errorResponse: new MongoNetworkError('gone') });
    expect(mongoFault(wrapped, 'host:1').message).toBe('MongoDB at host:1 does not answer: the connection was lost');
    expect([isTransient(wrapped), isTransient(new MongoServerError({ code: 10_107 })), isTransient(new MongoServerError({ code: 13 })), isTransient(new Error('mine'))]).toEqual([true, true, false, false]);
  });
});
