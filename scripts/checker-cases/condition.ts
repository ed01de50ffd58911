import { isSaved } from "./promising.ts";

export function plant(): string {
  if (isSaved()) return "saved";
  return "not saved";
}
