/** Every story of the demonstration. Their vulnerabilities, products and people are invented. */
import { accessPointCommandInjection } from "./stories/access-point-command-injection.ts";
import { contactCentreXss } from "./stories/contact-centre-xss.ts";
import { libraryInManagement } from "./stories/library-in-management.ts";
import { managementLoginBypass } from "./stories/management-login-bypass.ts";
import { phoneDefaultPin } from "./stories/phone-default-pin.ts";
import { serviceSessionToken } from "./stories/service-session-token.ts";
import { sipParserOverflow } from "./stories/sip-parser-overflow.ts";
import { switchMulticastStall } from "./stories/switch-multicast-stall.ts";
import { tlsQuestion } from "./stories/tls-question.ts";
import { tradeFairOffer } from "./stories/trade-fair-offer.ts";
import type { Story } from "./story.ts";

export const stories: readonly Story[] = [
  managementLoginBypass,
  sipParserOverflow,
  switchMulticastStall,
  tlsQuestion,
  phoneDefaultPin,
  contactCentreXss,
  libraryInManagement,
  accessPointCommandInjection,
  serviceSessionToken,
  tradeFairOffer,
];
