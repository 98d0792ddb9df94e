export interface RunningServer {
  readonly url: string;
  /** Lets requests finish, stops intake, closes the engines. */
  stop(): Promise<void>;
}
