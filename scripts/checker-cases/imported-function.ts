import { save } from "./promising.ts";

export function plant(): void {
  save();
}
