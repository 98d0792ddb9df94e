import { Backlog } from './backlog';

const lag = (...messages: readonly number[]): { topic: string; partition: number; messages: number }[] => messages.map((count, partition) => ({ topic: 'touchpoints', partition, messages: count }));
const at = (partition: number, ...offsets: readonly number[]): { partition: number; offset: string }[] => offsets.map((offset) => ({ partition, offset: String(offset) }));

describe('a backlog', () => {
  it('is heard when each partition has come as far as it was at the beginning', () => {
    const backlog = new Backlog(lag(0, 3, 2));
    backlog.heard(at(1, 100, 101, 102));
    expect(backlog.isHeard).toBe(false);
    backlog.heard(at(2, 7, 7));
    expect(backlog.isHeard).toBe(false);
    backlog.heard(at(2, 8));
    expect(backlog.isHeard).toBe(true);
  });

  it('is heard where there is none', () => {
    expect(new Backlog(lag(0, 0)).isHeard).toBe(true);
  });

  it('is heard where the rest went to the dead letters', () => {
    const backlog = new Backlog(lag(1, 2));
    backlog.committed(lag(0, 1));
    expect(backlog.isHeard).toBe(false);
    backlog.committed(lag(5, 0));
    expect(backlog.isHeard).toBe(true);
  });
});
