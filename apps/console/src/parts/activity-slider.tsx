import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { histogram, type Activity } from '../activity';
import { platformNow } from '../clock';
import { DAY, endOfDay, formatMoment, formatShortDay, plural } from '../format';
import { moveTo, timeOf, type Moment } from '../moment';
import type { DocumentAt } from '../shapes';
import { StageStrip } from './stage-strip';

interface ActivitySliderProps {
  readonly activity: Activity;
  readonly history: readonly DocumentAt[] | undefined;
  readonly moment: Moment;
  /** The page still waits for what was at the moment before: the next one is asked for when that has come. */
  readonly busy: boolean;
}

const BARS = 96;
/** Milliseconds between two moments while the handle is drawn, at least. */
const PACE = 160;
/** Over longer times than this the handle rests at the ends of days. */
const WIDE = 60 * DAY;

/** The customer's touches over time, and a handle on the moment that the page shows. Its right end is now, or the moment ahead that the reader asks about. */
export function ActivitySlider({ activity, history, moment, busy }: ActivitySliderProps) {
  const { from, to, ahead, counts, tallest } = useMemo(() => layOut(activity, timeOf(moment.at)), [activity, moment.at]);
  const [dragged, setDragged] = useState<number | undefined>(undefined);
  const go = usePace(busy, moment);
  useEffect(() => {
    if (!go.waiting()) setDragged(undefined);
  }, [moment.at]);

  const shown = dragged ?? timeOf(moment.at) ?? to;
  const past = ahead || shown < to;
  const label = past ? formatMoment(new Date(shown).toISOString()) : 'Now';

  const settle = (time: number) => {
    const rounded = time >= to ? to : to - from > WIDE ? Math.min(to, endOfDay(time)) : Math.round(time);
    setDragged(rounded);
    go.to(rounded >= to && !ahead ? undefined : new Date(rounded).toISOString());
  };

  const step = (event: KeyboardEvent) => {
    const days = STEPS[event.key];
    if (days === undefined && event.key !== 'Home' && event.key !== 'End') return;
    event.preventDefault();
    settle(event.key === 'Home' ? from : event.key === 'End' ? to : Math.max(from, Math.min(to, shown + (days ?? 0) * DAY)));
  };

  const share = (time: number) => ((time - from) / (to - from)) * 100;
  return (
    <div class={`activity${past ? ' past' : ''}`}>
      <div class="activity-bar">
        <svg viewBox={`0 0 ${BARS} 40`} preserveAspectRatio="none" aria-hidden="true">
          {counts.map((count, index) => {
            const height = count === 0 ? 0.6 : 3 + (Math.sqrt(count) / tallest) * 37;
            const after = from + (index / BARS) * (to - from) > shown;
            return <rect key={index} class={after ? 'after' : ''} x={index + 0.14} width={0.72} y={40 - height} height={height} />;
          })}
        </svg>
        <output class="activity-label" style={{ left: `${share(shown)}%`, transform: `translateX(-${share(shown)}%)` }} aria-hidden="true">
          {label}
        </output>
        <input
          type="range"
          aria-label="As of"
          aria-valuetext={label}
          min={from}
          max={to}
          step="any"
          value={shown}
          onInput={(event) => settle(event.currentTarget.valueAsNumber)}
          onKeyDown={step}
        />
      </div>
      <StageStrip history={history} from={from} to={to} until={shown} />
      <div class="activity-ends">
        <span>{activity.complete ? formatShortDay(from) : `${formatShortDay(from)} (older not shown)`}</span>
        <span class="faint">{plural(activity.touches.length, 'touch', 'touches')}</span>
        <span>{ahead ? formatShortDay(to) : 'today'}</span>
      </div>
    </div>
  );
}

/** Moves the page to the latest moment that was wanted, one at a time: not before the answer for the last one is there. */
function usePace(busy: boolean, moment: Moment) {
  const now = useRef({ busy, moment });
  now.current = { busy, moment };
  const wanted = useRef<{ readonly at: string | undefined } | undefined>(undefined);
  const pause = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  const move = () => {
    if (wanted.current === undefined || now.current.busy || pause.current !== undefined) return;
    const { at } = wanted.current;
    wanted.current = undefined;
    pause.current = setTimeout(() => {
      pause.current = undefined;
      move();
    }, PACE);
    moveTo(at, now.current.moment);
  };
  useEffect(move, [busy]);
  useEffect(() => () => clearTimeout(pause.current), []);
  return {
    to: (at: string | undefined) => {
      wanted.current = { at };
      move();
    },
    waiting: () => wanted.current !== undefined,
  };
}

const STEPS: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowDown: -1, ArrowRight: 1, ArrowUp: 1, PageDown: -30, PageUp: 30 };

/** From a little before the first touch to now, or further where the reader asks about the future. */
function layOut({ touches }: Activity, at: number | undefined) {
  const now = platformNow();
  const to = Math.max(now, at ?? now, touches.at(-1)?.at ?? now);
  const first = Math.min(touches[0]?.at ?? now - 30 * DAY, at ?? now);
  const from = first - Math.max((to - first) * 0.01, 60_000);
  const counts = histogram(touches, from, to, BARS);
  return { from, to, ahead: at !== undefined && at > now, counts, tallest: Math.sqrt(Math.max(1, ...counts)) };
}
