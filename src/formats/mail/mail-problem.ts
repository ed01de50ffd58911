/** What can be wrong with a message that was taken all the same: stable codes and the sentence staff read. */

export const mailProblems = {
  "mail.agent-unavailable":
    "The gpg-agent that holds our keys could not be asked. Once it can, let the message be read again.",
  "mail.attachment-not-decrypted": "An encrypted attachment could not be decrypted.",
  "mail.charset-unknown":
    "A part names a character set that is not known, or is not written in it; some letters may be wrong.",
  "mail.date-unreadable": "The Date header is missing or cannot be read.",
  "mail.depth-limit": "Parts are nested too deeply; the inner ones are kept unopened.",
  "mail.duplicate-header":
    "A header that must be unique (From, Date, Subject…) occurs twice; the first was used.",
  "mail.encoded-in-text":
    "A file is written into the text (uuencode or yEnc); it is kept as a file and not decoded.",
  "mail.encoding-broken": "A part's transfer encoding is broken; some of its bytes may be missing.",
  "mail.from-missing": "The message has no readable sender.",
  "mail.forwarded-inside":
    "The encrypted part is a message that was forwarded; its own sender is not this one.",
  "mail.header-broken": "The header holds lines that are no header fields.",
  "mail.header-limit": "The header is larger than the limit; the rest of it was not read.",
  "mail.hidden-text":
    "The HTML hides some of its text from those who read it; that text is marked where it stands.",
  "mail.html-only": "The message came as HTML; this is its text.",
  "mail.key-names-other":
    "A key came with the message whose user ids name others, and not the sender.",
  "mail.key-unreadable": "A key came with the message that cannot be read.",
  "mail.layer-limit":
    "Encrypted or signed layers are nested too deeply; the inner ones are unopened.",
  "mail.left-in-mailbox":
    "The mail is larger than what is taken: only its header is here, and the whole of it is still in the mailbox.",
  "mail.link-differs": "The words of a link name another address than the one it leads to.",
  "mail.looks-absent":
    "By its subject this is a notice of absence, so it answered no question of ours.",
  "mail.message-inside-limit":
    "Messages lie inside each other too deeply; the inner ones are kept as files, unread.",
  "mail.name-changed":
    "The name of a file is broken, or held a path or invisible characters; they are left out.",
  "mail.outlook-container":
    "The message came in a container of Outlook (winmail.dat), which is kept as a file and not opened.",
  "mail.own-key-unusable": "One of our own keys could not be opened with its passphrase.",
  "mail.parts-limit": "The message has more parts than the limit; the rest was not read.",
  "mail.parts-outside":
    "Parts stood outside the encrypted or signed part; they are shown apart from it.",
  "mail.private-key-inside": "A private key came with the message. Its owner should be told.",
  "mail.protected-sender-differs":
    "The sender inside the protected part differs from the outer one.",
  "mail.reader-failed": "The message could not be read by the program; its original is kept.",
  "mail.reading-too-long":
    "Reading the message took too long and was stopped; its original is kept.",
  "mail.signature-after-expiry": "The signature was made after its key had expired.",
  "mail.signature-after-revocation": "The signature was made after its key had been revoked.",
  "mail.signature-before-key": "The signature says that it is older than its key.",
  "mail.signature-expired": "The signature was made for a time that is over.",
  "mail.signature-from-future": "The signature says that it was made in the future.",
  "mail.signature-outside-encryption":
    "A signature around an encrypted part does not count for it: it does not show who wrote what was inside.",
  "mail.signature-unreadable": "A signature is there that cannot be read.",
  "mail.signature-unsupported": "The signature uses an algorithm that cannot be checked here.",
  "mail.signature-weak":
    "The signature uses a hash or a key that can be forged (MD5, SHA-1, short RSA or DSA).",
  "mail.signatures-differ":
    "There are several signatures, and not all of them are good; the best one is shown.",
  "mail.signer-may-not-sign": "The signature is by a key that is not allowed to sign messages.",
  "mail.signer-not-sender": "The address of the sender is none of those in the key that signed.",
  "mail.smime-keys-unusable": "The configured S/MIME certificates or keys cannot be read.",
  "mail.smime-no-integrity":
    "This kind of S/MIME encryption does not show whether the text was altered on its way.",
  "mail.smime-not-read": "The message uses S/MIME, which cannot be opened here; it is kept.",
  "mail.structure-broken": "The MIME structure is broken; a part never ends or has no boundary.",
  "mail.text-limit": "The text is longer than the limit; the rest is in the original.",
  "mail.text-not-encrypted": "An attachment is encrypted but the text of the message is not.",
  "mail.too-large": "The message is larger than the limit; only its header was read.",
} as const satisfies Record<string, string>;

export type MailProblem = keyof typeof mailProblems;

/** Why an encrypted message stayed closed. */
export const decryptFailures = {
  "decrypt.broken": "The encrypted part is damaged and cannot be read.",
  "decrypt.integrity":
    "The encrypted part was altered on its way, or carries no proof that it was not.",
  "decrypt.key-locked": "One of our keys did not open with its passphrase; it may be the one.",
  "decrypt.no-key": "The message is encrypted to none of our keys.",
  "decrypt.password-only": "The message is encrypted with a password, not to a key.",
  "decrypt.smime-no-key":
    "The message is encrypted with S/MIME to none of our certificates; it cannot be opened here.",
  "decrypt.too-large": "The message grows beyond the limit when it is decompressed.",
  "decrypt.too-many":
    "The message hides its recipients, or holds encrypted parts, more often than we try.",
} as const satisfies Record<string, string>;

export type DecryptFailure = keyof typeof decryptFailures;
