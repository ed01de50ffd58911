/** Reads the name of a file in a maildir: `unique:2,FLAGS`, as mail programs write it. */

export interface MaildirName {
  /** What stays the same when flags change. */
  readonly unique: string;
  /** Sorted letters, such as "RS": replied, seen. */
  readonly flags: string;
}

/** Undefined for what is no message: hidden files, and names that a program keeps for itself. */
export function maildirName(name: string): MaildirName | undefined {
  if (name === "" || name.startsWith(".") || /[/\0]/.test(name)) return undefined;
  // Some systems cannot have a colon in a name, and write ; or ! there.
  const [, unique = name, flags = ""] = /^(.+?)[:;!]2,([A-Za-z]*)$/s.exec(name) ?? [];
  return { unique, flags: [...new Set(flags)].sort().join("") };
}

/** Thrown away, or never sent: no mail that anybody wrote to somebody. */
export function isDiscarded({ flags }: MaildirName): boolean {
  return flags.includes("T") || flags.includes("D");
}
