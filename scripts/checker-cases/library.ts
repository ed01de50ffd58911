import type { Client } from "pg";

export function plant(client: Client): void {
  client.end();
}
