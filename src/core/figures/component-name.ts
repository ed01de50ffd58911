/** Under which name a component counts: its versions are one, and how it is written makes no difference. */

/** A version at the end: "2.4", "v3", "version 1.0.2-beta", after a space, a colon or an at sign. */
const version = /[\s:@]+(?:version\s+|ver\.?\s+)?(?:v?\d+(?:\.[\w+~-]+)+|v\d+)$/iu;

/** The component as people wrote it, without its version: "OpenSSL" of "OpenSSL 3.0.1"; "" where nothing is written. */
export function componentName(written: string): string {
  const whole = written.trim();
  return whole.replace(version, "").trim() || whole;
}

/** Same for every way of writing that name. */
export function componentKey(written: string): string {
  return componentName(written).normalize("NFKC").toLowerCase().replace(/\s+/gu, " ");
}
