/** What deeds on files ask for. */
import { z } from "zod";

export const caseId = z.uuid().meta({ title: "Case" });

export const attachmentId = z.uuid().meta({ title: "File" });

export const uploadId = z.uuid().meta({ title: "Upload" });

export const forParty = z.uuid().optional().meta({
  title: "For",
  description: "The party who may fetch it; left out, it stays with staff. A party leaves it out.",
});

/** What a file is called: a name only, whatever path a browser or program put before it. */
export const fileName = z
  .string()
  .max(1_000)
  .transform((name) => safeName(name))
  .meta({ title: "Name" });

export const fileType = z.string().max(127).default("").meta({ title: "Type, as its sender says" });

export const personal = z.coerce.boolean().default(false).meta({
  title: "It holds personal or regulated data",
  description: "Then it is handled by what was agreed, and looked at by as few as possible.",
});

/** Without folders, control characters and marks that turn text round; never empty, at most 255 letters. */
function safeName(name: string): string {
  const last = name.toWellFormed().split(/[/\\]/).at(-1) ?? "";
  const plain = [...last]
    .filter((letter) => !isHidden(letter))
    .join("")
    .trim();
  return plain.replace(/^\.+$/, "").slice(0, 255) || "unnamed";
}

/** Control characters, and the marks of direction by which "gpj.exe" is made to look like a picture. */
function isHidden(letter: string): boolean {
  return /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(letter);
}
