/** The deeds about keeping and erasing, for the list of all deeds (registry.ts). */
import type { Action } from "../action.ts";
import { confirmErasure } from "./confirm-erasure.ts";
import { erase } from "./erase.ts";
import { eraseAccount } from "./erase-account.ts";
import { eraseCustomer } from "./erase-customer.ts";
import { erasePerson } from "./erase-person.ts";
import { exportPerson } from "./export-person.ts";
import { liftHold } from "./lift-hold.ts";
import { makeCertificate } from "./make-certificate.ts";
import { orderErasure } from "./order-erasure.ts";
import { placeHold } from "./place-hold.ts";
import { proposeErasures } from "./propose-erasures.ts";
import { refuseErasure } from "./refuse-erasure.ts";
import { requestErasure } from "./request-erasure.ts";

export const deedsOfRetention = [
  placeHold,
  liftHold,
  orderErasure,
  confirmErasure,
  erasePerson,
  refuseErasure,
  requestErasure,
  exportPerson,
  makeCertificate,
  proposeErasures,
  erase,
  eraseAccount,
  eraseCustomer,
] as const satisfies readonly Action[];
