import { AtRest } from './at-rest';

describe('rest', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('comes once, when nothing has stirred for long enough, and again after the next stretch', () => {
    const work = jest.fn();
    const rest = new AtRest(work, 100);
    for (let stirred = 0; stirred < 5; stirred++) {
      rest.stir();
      jest.advanceTimersByTime(60);
    }
    expect(work).not.toHaveBeenCalled();
    jest.advanceTimersByTime(1_000);
    expect(work).toHaveBeenCalledTimes(1);
    rest.stir();
    jest.advanceTimersByTime(100);
    expect(work).toHaveBeenCalledTimes(2);
  });

  it('does not come when it is over', () => {
    const work = jest.fn();
    const rest = new AtRest(work, 100);
    rest.stir();
    rest.close();
    jest.advanceTimersByTime(1_000);
    expect(work).not.toHaveBeenCalled();
  });
});
