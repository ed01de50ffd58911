import { save } from "./promising.ts";

export function plant(names: string[]): void {
  names.forEach(async () => {
    await save();
  });
}
