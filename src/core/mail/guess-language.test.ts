import fc from "fast-check";
import { expect, test } from "vitest";
import { guessLanguage } from "./guess-language.ts";

test.each([
  ["en", "I found a weakness in the gateway: a crafted packet restarts it, and that is not good."],
  [
    "fr",
    "Bonjour, j’ai trouvé une faille dans votre passerelle, qui redémarre avec un paquet. Merci de votre réponse, je vous en dirai plus sur les versions.",
  ],
  [
    "de",
    "Guten Tag, ich habe eine Schwachstelle gefunden: mit einem Paket ist der Dienst nicht mehr erreichbar und wir sehen das auf allen Geräten.",
  ],
  [
    "es",
    "He encontrado una vulnerabilidad en el equipo: con un paquete se reinicia, y los clientes no pueden hacer nada para evitarlo.",
  ],
  [
    "it",
    "Ho trovato una vulnerabilità nel vostro prodotto che non è documentata; con questo pacchetto il servizio si riavvia.",
  ],
  [
    "nl",
    "Ik heb een zwakke plek gevonden in het apparaat: met een pakket kan het worden herstart, en dat is niet goed voor klanten.",
  ],
  [
    "pt",
    "Encontrei uma vulnerabilidade em um produto: com um pacote o serviço não responde mais, e isso foi visto por clientes.",
  ],
  ["ja", "ゲートウェイに脆弱性を見つけました。詳細は添付します。"],
  ["zh", "我在贵公司的网关中发现了一个漏洞，详情见附件。"],
  ["ru", "Я нашёл уязвимость в вашем шлюзе, подробности во вложении."],
])("%s is known by its small words or its script", (code, text) => {
  expect(guessLanguage(text)).toBe(code);
});

test.each([
  "",
  "PoC attached",
  "curl -X POST http://gateway.example/ -d '{\"a\":1}'",
  "le der el il os",
])("“%s” tells nothing", (text) => {
  expect(guessLanguage(text)).toBeNull();
});

test("what is quoted is another’s language", () => {
  const quoted = "> the report that you sent to us is of interest and we are looking at this\n";
  expect(guessLanguage(`${quoted}Merci`)).toBeNull();
});

test("any text gives a code or nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (text) => {
      expect(guessLanguage(text) ?? "en").toMatch(/^[a-z]{2}$/);
    }),
  );
});
