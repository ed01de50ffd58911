/**
 * Draws a picture anew, small: what people see is our own PNG, never a byte of the sender's file.
 * SVG is never drawn: it is a program as much as a picture.
 */
import { Jimp } from "jimp";
import type { FilePreview } from "../../core/attachments/file-findings.ts";
import { imageSize } from "./image-size.ts";

/** 40 megapixels are 160 MB while they are decoded. */
const pixelsMax = 40_000_000;
const bytesMax = 32 * 1024 * 1024;
const edgeMax = 480;

/** "too-large" where decoding could take too much memory, "unreadable" where it is no such picture. */
export async function thumbnail(
  bytes: Uint8Array,
): Promise<Extract<FilePreview, { is: "image" }> | "too-large" | "unreadable"> {
  const size = imageSize(bytes);
  if (!size || size.width < 1 || size.height < 1) return "unreadable";
  if (size.width * size.height > pixelsMax || bytes.length > bytesMax) return "too-large";
  try {
    const image = await Jimp.read(Buffer.from(bytes));
    // The decoder's own word counts too: what the head claimed may be another picture's.
    if (image.width * image.height > pixelsMax) return "too-large";
    if (Math.max(image.width, image.height) > edgeMax) image.scaleToFit({ w: edgeMax, h: edgeMax });
    const png = await image.getBuffer("image/png");
    return {
      is: "image",
      type: "image/png",
      base64: png.toString("base64"),
      width: size.width,
      height: size.height,
    };
  } catch {
    return "unreadable";
  }
}
