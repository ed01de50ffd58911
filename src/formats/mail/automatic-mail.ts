/** Tells mail that a program made or a list spread (RFC 3834), so that programs never answer programs. */
import { type HeaderField, headerValue } from "./header-block.ts";

/** Vacation notices, delivery reports, monitors: no person wrote it. */
export function isAutomatic(fields: readonly HeaderField[]): boolean {
  const value = (name: string) => headerValue(fields, name)?.toLowerCase() ?? "";
  const submitted = value("auto-submitted").split(/[;\s(]/)[0] ?? "";
  return (
    (submitted !== "" && submitted !== "no") ||
    /^multipart\/report\b/.test(value("content-type")) ||
    value("return-path") === "<>" ||
    /^(auto_reply|auto-reply)/.test(value("precedence")) ||
    ["x-autoreply", "x-autorespond", "x-auto-reply"].some((name) => value(name) !== "")
  );
}

/** Mailing lists and bulk mail: written by people, but not to us alone. */
export function isForList(fields: readonly HeaderField[]): boolean {
  return (
    ["list-id", "list-post", "list-unsubscribe"].some(
      (name) => headerValue(fields, name) !== null,
    ) || /^(list|bulk|junk)/.test(headerValue(fields, "precedence")?.toLowerCase() ?? "")
  );
}
