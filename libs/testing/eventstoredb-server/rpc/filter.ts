import { GrpcCode, GrpcError } from '../wire/grpc-error';
import { type EventStore } from '../store/event-store';

/** Which events of $all are wanted, and how often a subscriber hears that there were others. */
export interface Filter {
  readonly matches: (number: number) => boolean;
  /** Events looked at per window. */
  readonly window: number;
  /** Windows per checkpoint. */
  readonly multiplier: number;
}

/** The window of a filter that says `count` instead. */
const WINDOW_WHEN_COUNT = 32;

interface Expression {
  getRegex: () => string;
  getPrefixList: () => string[];
}

/** The options of a filter as reads, subscriptions and groups send them. */
interface FilterOptions {
  getEventType: () => Expression | undefined;
  getStreamIdentifier: () => Expression | undefined;
  hasEventType: () => boolean;
  hasMax: () => boolean;
  getMax: () => number;
  getCheckpointintervalmultiplier: () => number;
}

/** @throws GrpcError when the regular expression is none */
export function filterOf(options: FilterOptions, store: EventStore): Filter {
  const expression = options.getEventType() ?? options.getStreamIdentifier();
  const matchesText = expression ? textMatcher(expression) : (): boolean => false;
  const textOf = options.hasEventType() ? (number: number): string => store.log.type(number) : (number: number): string => store.streams.name(store.log.stream(number));
  return {
    matches: (number) => matchesText(textOf(number)),
    window: options.hasMax() ? options.getMax() : WINDOW_WHEN_COUNT,
    multiplier: options.getCheckpointintervalmultiplier(),
  };
}

/** Without prefixes and expression nothing matches. */
function textMatcher(expression: Expression): (text: string) => boolean {
  const source = expression.getRegex();
  if (source === '') {
    const prefixes = expression.getPrefixList();
    return (text) => prefixes.some((prefix) => text.startsWith(prefix));
  }
  try {
    const regex = new RegExp(source, 'u');
    return (text) => regex.test(text);
  } catch {
    throw new GrpcError(GrpcCode.UNKNOWN, 'Exception was thrown by handler.');
  }
}
