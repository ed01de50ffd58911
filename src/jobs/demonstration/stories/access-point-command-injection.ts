/** A report in French without an address, to be answered on the portal: it came yesterday. */
import { byForm } from "../arrivals.ts";
import type { Story } from "../story.ts";
import * as deed from "../story-deeds.ts";
import { daysAgo } from "../story-time.ts";

export const accessPointCommandInjection: Story = {
  name: "access-point-command-injection",
  arrival: [
    daysAgo(1, "11:26"),
    byForm({
      product: "Wireless Access Point 6",
      version: "4.0.7.2",
      component: "Page de diagnostic (ping)",
      description:
        "La page de diagnostic du point d'accès transmet le champ « hôte » à un interpréteur de commandes sans le filtrer. En y saisissant « 192.0.2.1; id », on obtient la sortie de la commande id, exécutée avec les droits de root. Un compte d'opérateur suffit pour atteindre cette page, alors que ce rôle n'est censé que consulter l'état de l'équipement.",
      exploitation:
        "Il faut un compte d'opérateur et un accès au réseau d'administration. La requête n'est pas protégée contre l'envoi depuis un autre site : un opérateur connecté qui visite une page piégée suffit.",
      impact: "Prise de contrôle complète du point d'accès.",
      reproduction:
        "Se connecter avec un compte d'opérateur, ouvrir Diagnostic puis Ping, saisir « 192.0.2.1; id » et valider.",
      "suggested-severity": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H",
      cwe: "CWE-78",
      language: "fr",
      name: "Chercheuse indépendante",
      credit: "handle",
    }),
  ],
  deeds: [
    [daysAgo(1, "14:41"), deed.reads("analyst")],
    [daysAgo(1, "14:50"), deed.assign("analyst")],
  ],
};
