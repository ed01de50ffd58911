/** The deeds about people and their accounts, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { acceptLink, acceptLinkByPasskey } from "./accept-link.ts";
import { addPasskey } from "./add-passkey.ts";
import { changePassword, dropPassword, enrolApp } from "./change-password.ts";
import { changeRoles } from "./change-roles.ts";
import { confirmLink } from "./confirm-link.ts";
import { confirmPerson } from "./confirm-person.ts";
import { createFirstAdministrator } from "./create-first-administrator.ts";
import { disablePerson } from "./disable-person.ts";
import { endOtherSessions } from "./end-other-sessions.ts";
import { endSession } from "./end-session.ts";
import { ensureHouse } from "./ensure-house.ts";
import { invitePerson } from "./invite-person.ts";
import { keepSession } from "./keep-session.ts";
import { confirmBySso, linkSso, unlinkSso } from "./link-sso.ts";
import { makeToken } from "./make-token.ts";
import { openSeat } from "./open-seat.ts";
import { refuseLink } from "./refuse-link.ts";
import { removePasskey } from "./remove-passkey.ts";
import { renewLink } from "./renew-link.ts";
import { renewRecoveryCodes } from "./renew-recovery-codes.ts";
import { revokeToken } from "./revoke-token.ts";
import { signIn } from "./sign-in.ts";
import { signInByLink } from "./sign-in-by-link.ts";
import { signInByPasskey } from "./sign-in-by-passkey.ts";
import { signInBySso } from "./sign-in-by-sso.ts";
import { signOut } from "./sign-out.ts";

export const deedsOfPeople = [
  makeToken,
  revokeToken,
  invitePerson,
  changeRoles,
  renewLink,
  confirmLink,
  refuseLink,
  disablePerson,
  endSession,
  endOtherSessions,
  signIn,
  signInByPasskey,
  signInBySso,
  signInByLink,
  acceptLink,
  acceptLinkByPasskey,
  confirmPerson,
  confirmBySso,
  addPasskey,
  removePasskey,
  enrolApp,
  changePassword,
  dropPassword,
  renewRecoveryCodes,
  linkSso,
  unlinkSso,
  signOut,
  keepSession,
  ensureHouse,
  createFirstAdministrator,
  openSeat,
] as const satisfies readonly Action[];
