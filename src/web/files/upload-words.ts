/** What an upload form is given: the limits as numbers and sentences, and what is on its way. */
import {
  type FileLimits,
  formLimitsInWords,
  uploadLimitsInWords,
} from "../../core/attachments/file-limits.ts";
import { Refusal } from "../../core/refusal.ts";
import type { UploadView } from "../../store/uploads/reader.ts";
import type { UnfinishedUpload, UploadFormProps } from "../../ui/upload-form.tsx";
import type { SentFile, SentForm } from "../server/sent-form.ts";

export function limitsFor(
  limits: FileLimits,
): Pick<
  UploadFormProps,
  "fileBytesMax" | "formBytesMax" | "filesMax" | "formWords" | "partsWords"
> {
  const { fileBytesMax, formBytesMax, filesMax } = limits;
  const formWords = formLimitsInWords(limits);
  return {
    fileBytesMax,
    formBytesMax,
    filesMax,
    formWords,
    partsWords: uploadLimitsInWords(limits),
  };
}

/** What a route that takes the plain form reads of it. */
export function uploadOf(limits: FileLimits) {
  const { fileBytesMax, formBytesMax, filesMax } = limits;
  return { filesMax, fileBytesMax, totalBytesMax: formBytesMax };
}

/** The files of a form as deeds take them. */
export function filesOf(form: SentForm): { name: string; type: string; base64: string }[] {
  return form.files.map(({ name, type, bytes }: SentFile) => ({
    name: name || "unnamed",
    type,
    base64: bytes.toString("base64"),
  }));
}

/** What an upload form says of a refusal: the limits again where a file was too large for it. */
export function fileFault(limits: FileLimits, refusal: Refusal): string {
  const tooLarge = refusal.code === "input.too-large";
  if (!tooLarge) return refusal.message;
  return new Refusal("file.over-limits", { limits: formLimitsInWords(limits) }).message;
}

/** What is on its way; `endOf` gives its sender the address to end it at. */
export function unfinished(
  uploads: readonly UploadView[],
  endOf: (upload: UploadView) => string | undefined,
): UnfinishedUpload[] {
  return uploads.map((upload) => {
    const { name, sentAs = name } = upload.about;
    const end = upload.state === "open" ? endOf(upload) : undefined;
    return {
      uploadId: upload.uploadId,
      // Whoever may end it sent it, and finds it again by its own name.
      name: end === undefined ? name : sentAs,
      bytes: upload.bytes,
      received: upload.received,
      expiresAt: upload.expiresAt,
      expired: upload.state === "expired",
      end,
    };
  });
}
