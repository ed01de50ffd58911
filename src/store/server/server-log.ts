/** What the launcher tells while it works; pino's logger and the console both fit. */
export interface ServerLog {
  debug(message: string): void;
  info(message: string): void;
  warn(message: string): void;
  error(message: string): void;
}
