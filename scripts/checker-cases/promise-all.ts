import { save } from "./promising.ts";

export function plant(): void {
  Promise.all([save(), save()]);
}
