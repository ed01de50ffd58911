/** The field in which people say why: words that are sealed beside the event of the deed. */
import { z } from "zod";

export function reasonField(title: string, says: string, description?: string) {
  return z
    .string()
    .trim()
    .min(5, says)
    .max(2_000)
    .meta({ title, ...(description ? { description } : {}) });
}
