/** The fields that deeds on people share. */
import { z } from "zod";
import { roleWords } from "../../core/people/role-words.ts";
import { staffRoles } from "../../core/people/roles.ts";

const roleTitles = Object.fromEntries(
  Object.entries(roleWords).map(([role, { title }]) => [role, title]),
);

export const personField = z.uuid().meta({ title: "Person" });

export const nameField = z
  .string()
  .trim()
  .min(1, "Say how colleagues know this person.")
  .max(100)
  .meta({
    title: "Name",
    description: "How colleagues know this person; shown beside what they do.",
  });

export const signInNameField = z
  .string()
  .trim()
  .min(2, "Give a sign-in name of at least two characters.")
  .max(100)
  .regex(/^[^\p{Cc}\p{Cs}]+$/u, "holds a character that is no letter")
  .meta({
    title: "Sign-in name",
    description: "A mail address or a short name; capital letters do not matter.",
  });

export const passkeyNameField = z
  .string()
  .trim()
  .min(1, "Say what you call this passkey.")
  .max(60)
  .meta({ title: "Name of the passkey", description: "Such as “Laptop” or “Key on my ring”." });

/** What a new session is known by; the words are the server's to find (device-words.ts). */
export const deviceField = z.string().max(60).optional().meta({ title: "Browser and system" });

export const rolesField = z
  .array(z.enum(staffRoles))
  .min(1, "Choose at least one role.")
  .max(staffRoles.length)
  .meta({
    title: "Roles",
    description: "An administrator reads no case and holds no other role.",
    words: roleTitles,
  });
