/** The checks that many fields share: text that is not blank, addresses, and repeated keys. */
import type { Finding } from "../../finding.ts";

/** A finding when the text is blank. */
export function required(rule: string, path: string, text: string, message: string): Finding[] {
  return text.trim() === "" ? [{ rule, path, message }] : [];
}

/** A finding when the address is not an absolute https (or http) URL in ASCII. */
export function webAddress(path: string, url: string): Finding[] {
  const plain = /^https?:\/\/[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:\d{1,5})?([/?#][!#-;=?-Z_a-z~%]*)?$/i;
  const whole = plain.test(url) && !/%(?![0-9a-f]{2})/i.test(url) && url.split("#").length < 3;
  return whole
    ? []
    : [{ rule: "address.invalid", path, message: `“${url}” is not a web address.` }];
}

/** A finding for each value that an earlier one repeats; `pathOf` points at the later one. */
export function repeated(
  rule: string,
  values: readonly string[],
  pathOf: (index: number) => string,
): Finding[] {
  return values.flatMap((value, index) =>
    values.indexOf(value) < index
      ? [{ rule, path: pathOf(index), message: `“${value}” is there twice.` }]
      : [],
  );
}
