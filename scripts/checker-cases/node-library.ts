import { once } from "node:events";
import { rm } from "node:fs/promises";
import type { Server } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createMessage } from "openpgp";

export function plant(server: Server, isLate: boolean): void {
  rm("a");
  sleep(3);
  once(server, "close");
  createMessage({ text: "a" });
  isLate && rm("b");
  rm("c").then(() => {});
  [rm("d")];
  fetch("e").finally(() => {});
}

export async function handle(): Promise<void> {
  void rm("a");
  await rm("b");
  rm("c").catch(() => {});
  rm("d").then(
    () => {},
    () => {},
  );
  rm("e")
    .catch(() => {})
    .finally(() => {});
  const later = rm("f");
  await later;
}
