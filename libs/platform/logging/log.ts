import pino from 'pino';
import type { LoggerService } from '@nestjs/common';

export type LogLevel = 'silent' | 'error' | 'warn' | 'info' | 'debug';

/** What a log line may say besides its message: facts about the machinery, never about a person. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** The product's log: one JSON object a line, on standard error, so that standard output stays the command's own. */
export class Log {
  private readonly pino: pino.Logger;

  constructor(level: LogLevel) {
    this.pino = pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, formatters: { level: (label) => ({ level: label }) } }, pino.destination({ fd: 2, sync: true }));
  }

  error(message: string, facts: LogFacts = {}): void {
    this.pino.error(facts, message);
  }

  warn(message: string, facts: LogFacts = {}): void {
    this.pino.warn(facts, message);
  }

  info(message: string, facts: LogFacts = {}): void {
    this.pino.info(facts, message);
  }

  debug(message: string, facts: LogFacts = {}): void {
    this.pino.debug(facts, message);
  }

  /** The framework's own messages, which matter only when something is wrong. */
  forNest(): LoggerService {
    const say = (level: 'error' | 'warn' | 'debug') => (message: unknown): void => {
      this[level](String(message));
    };
    return { log: say('debug'), error: say('error'), warn: say('warn'), debug: say('debug'), verbose: say('debug'), fatal: say('error') };
  }
}
