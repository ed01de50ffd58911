/**
 * How large a mail may be. Encryption makes the same mail larger by more than a third, which its sender
 * cannot help: one with an attachment of 25 MB is taken either way, one of 30 MB is not.
 */

/** 36 MiB: an attachment of 25 MB (26,214,400 bytes) in base 64, and the words beside it. */
export const usualMailBytesMax = 36 * 1024 * 1024;

/** Of an encrypted one: base 64 again (4 bytes for 3), in lines of 64 with their ends. */
export function encryptedMailBytesMax(bytesMax: number): number {
  return Math.floor((bytesMax * 4 * 66) / (3 * 64));
}

/** What a mail may have that begins so. Whoever only says that it is encrypted wins that third, and no more. */
export function mailBytesMaxFor(head: string, bytesMax: number): number {
  return saysEncrypted.test(head) ? encryptedMailBytesMax(bytesMax) : bytesMax;
}

const saysEncrypted =
  /^content-type:\s{0,20}(?:multipart\/encrypted|application\/(?:pgp-encrypted|(?:x-)?pkcs7-mime))\b/im;

/** Of so many bytes at the start it is judged. */
export const headBytes = 64 * 1024;

/** The limits as a sender reads them. */
export function mailSizeInWords(bytesMax: number): string {
  const inMiB = (bytes: number) => `${Math.floor(bytes / 1024 / 1024)} MiB`;
  return `${inMiB(bytesMax)} we take (${inMiB(encryptedMailBytesMax(bytesMax))} encrypted)`;
}
