/** The deeds about files that came with a message, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { attachFiles } from "./attach-files.ts";
import { beginUpload } from "./begin-upload.ts";
import { checkAgain } from "./check-again.ts";
import { checkAttachment } from "./check-attachment.ts";
import { endUpload } from "./end-upload.ts";
import { expireUpload } from "./expire-uploads.ts";
import { releaseAttachment } from "./release-attachment.ts";

export const deedsOfAttachments = [
  attachFiles,
  beginUpload,
  endUpload,
  expireUpload,
  checkAttachment,
  checkAgain,
  releaseAttachment,
] as const satisfies readonly Action[];
