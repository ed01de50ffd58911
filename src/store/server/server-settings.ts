/** The embedded server's settings: durable always, sized to the machine. Given at each start. */
import { totalmem } from "node:os";

/**
 * Settings as the server's command line takes them. `overrides` come last and win.
 * `socketDirectory` is the only place where the server listens.
 */
export function serverSettings(
  socketDirectory: string,
  overrides: Readonly<Record<string, string>> = {},
): string[] {
  const settings = {
    ...durable,
    ...quiet,
    ...sized(),
    ...listening(socketDirectory),
    ...overrides,
  };
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

// A report is acknowledged when it is on the disk: a power cut must not take it back.
const durable = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

// Errors reach the client that caused them. In the log they would carry statements and key
// values, so the log gets neither.
const quiet = {
  log_destination: "stderr",
  logging_collector: "off",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
  log_line_prefix: "",
  lc_messages: "C",
  log_timezone: "UTC",
  timezone: "UTC",
};

function listening(socketDirectory: string) {
  return {
    listen_addresses: "",
    // A list in the server's grammar: quoted, so that a comma or a space stays part of the path.
    unix_socket_directories: `"${socketDirectory.replaceAll('"', '""')}"`,
    unix_socket_permissions: "0700",
  };
}

function sized() {
  const megabytes = Math.floor(memoryLimit() / 1024 / 1024);
  const within = (low: number, value: number, high: number) =>
    `${Math.floor(Math.min(high, Math.max(low, value)))}MB`;
  return {
    max_connections: "100",
    shared_buffers: within(64, megabytes / 8, 2048),
    effective_cache_size: within(256, megabytes / 2, 65_536),
    work_mem: "8MB",
    maintenance_work_mem: within(32, megabytes / 32, 512),
    ...planning,
    max_parallel_maintenance_workers: "0",
  };
}

/**
 * How statements are planned; on somebody's server our connections ask for the same. The wall makes a
 * statement look a thousand times dearer than it is: by their defaults servers compile code for it
 * (jit) and start further processes, which take longer than the statement.
 */
export const planning = {
  random_page_cost: "1.1",
  jit: "off",
  // Parallel plans also need /dev/shm, of which a container has 64 MB.
  max_parallel_workers_per_gather: "0",
} as const;

/** Bytes of memory that we may use: the container's limit where one is set. */
function memoryLimit(): number {
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
