import type { Store } from "./promising.ts";

export function plant(store: Store): void {
  store.save();
}
