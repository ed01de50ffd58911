/** The files that run as worker threads, from src/. The build makes of each a dist/workers/<name>.js. */
export const workerEntries = {
  mail: "formats/mail/mail-worker.ts",
} as const satisfies Record<string, string>;

export type WorkerName = keyof typeof workerEntries;
