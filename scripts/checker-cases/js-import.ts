import { save } from "./promising.js";

export function plant(): void {
  save();
}
