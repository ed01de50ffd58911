/** The fixed limits of reading mail. A hostile message meets them as a named problem, never as an outage. */

export interface MailLimits {
  /** Whole message, in bytes; larger ones are described by their header only. */
  readonly messageBytesMax: number;
  /** Plaintext of one OpenPGP message, against decompression bombs. */
  readonly decryptedBytesMax: number;
  /** OpenPGP data from this size on is read in the memory that it lies in, smaller by the library alone. */
  readonly largeBytesMin: number;
  readonly partsMax: number;
  /** Multiparts within multiparts. */
  readonly depthMax: number;
  /** Messages within messages that are read; deeper ones are kept as files. */
  readonly messagesInsideMax: number;
  readonly headerBytesMax: number;
  readonly headerFieldsMax: number;
  /** Characters of text kept for display; the original keeps the rest. */
  readonly textCharsMax: number;
  readonly addressesMax: number;
  /** OpenPGP layers inside each other: signed, encrypted, signed is 3. */
  readonly layersMax: number;
  readonly keysFoundMax: number;
  /** Tries to find a session key, over all encrypted parts and hidden recipients of one mail. */
  readonly decryptionsMax: number;
}

export const mailLimits: MailLimits = {
  messageBytesMax: 50 * 1024 * 1024,
  decryptedBytesMax: 64 * 1024 * 1024,
  largeBytesMin: 1024 * 1024,
  partsMax: 500,
  depthMax: 20,
  messagesInsideMax: 3,
  headerBytesMax: 256 * 1024,
  headerFieldsMax: 1000,
  textCharsMax: 1_000_000,
  addressesMax: 200,
  layersMax: 4,
  keysFoundMax: 10,
  decryptionsMax: 24,
};
