/** What the form takes: said before anybody uploads, and enforced while it arrives. */
export const reportUpload = {
  filesMax: 10,
  fileBytesMax: 10 * 1024 * 1024,
  totalBytesMax: 25 * 1024 * 1024,
} as const;

export const uploadLimitsInWords = "Up to 10 files of 10 MB each, 25 MB together; any type.";
