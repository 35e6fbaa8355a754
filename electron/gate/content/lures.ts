import type { Reason, ReasonCode } from '../../../shared/model/verdict.ts';
import { anyScript } from './any-script.ts';

interface Lure {
  readonly code: Extract<ReasonCode, `lure.${string}`>;
  /** All of them must be in the text, so that talking about a thing is not yet asking for it. Every gap is bounded. */
  readonly signs: readonly RegExp[];
}

const asked =
  /\b(?:please|pls|can you|could you|you (?:need|have|must)|kindly|i need you|we need you|let(?:'|’)?s|go to|bitte|k(?:ö|oe)nnen sie|k(?:ö|oe)nntest du|kannst du|sie m(?:ü|ue)ssen|du musst|veuillez|pouvez-vous|merci de|por favor|puede|per favore|proszę)\b|пожалуйста/iu;

/**
 * What deceivers have asked for in chats since 2024: remote control by the "help desk", codes, cards, changed accounts. They come
 * from outside without a link or a file, so the words are all there is to see.
 */
const lures: readonly Lure[] = [
  {
    code: 'lure.remote-control',
    signs: [
      /\b(?:quick ?assist|any ?desk|team ?viewer|rust ?desk|screen ?connect|connectwise|ultra ?viewer|supremo|log ?me ?in|splashtop|dwservice|atera|action1|zoho assist|remote(?:[ -](?:session|access|control|support|desktop))|schnellhilfe|remotehilfe|remoteunterst(?:ü|ue)tzung|fernwartung|fernzugriff|fernsteuerung|assistance rapide|prise en main|asistencia r(?:á|a)pida|acceso remoto|assistenza rapida)\b|ctrl ?\+ ?(?:win|windows) ?\+ ?q|strg ?\+ ?(?:win|windows) ?\+ ?q/iu,
      /\b(?:install\w*|open|start|launch|run|download\w*|accept|allow|grant|give (?:me|us)|enter|press|type|connect|join|share|approve|installier\w*|(?:ö|oe)ffne\w*|start\w*|herunterladen|l(?:ä|ae)d|laden|lade|erlaube\w*|gew(?:ä|ae)hre\w*|gib|geben|dr(?:ü|ue)ck\w*|tipp\w*|verbinde\w*|best(?:ä|ae)tig\w*|installez|ouvrez|lancez|t(?:é|e)l(?:é|e)charge\w*|autorise\w*|appuyez|instale|abra|descargue|permita|pulse|installi|apra|scarichi)\b/iu,
      /\b(?:your|you|i can|so (?:that )?(?:we|i)|me|us|ihr\w*|sie|dein\w*|du|ich|wir|mir|uns|votre|vous|su|usted|suo|lei)\b/iu,
    ],
  },
  {
    code: 'lure.one-time-code',
    signs: [
      /\b(?:(?:one[- ]time|verification|security|confirmation|authenticat\w+|access|login|sms|2fa|mfa|otp|six[- ]digit|6[- ]digit)[ -]{0,2}(?:pass)?(?:code|pin|number)|otp|mfa (?:request|prompt|code)|authenticator|(?:best(?:ä|ae)tigungs|sicherheits|verifizierungs|anmelde|sms-?|einmal|zugangs|freischalt)-?(?:code|codes|pin|passwort|kennwort)|mtan|tan|code (?:de )?(?:v(?:é|e)rification|s(?:é|e)curit(?:é|e)|confirmation|sms)|c(?:ó|o)digo (?:de )?(?:verificaci(?:ó|o)n|seguridad|confirmaci(?:ó|o)n)|codice (?:di )?(?:verifica|sicurezza)|kod weryfikacyjny)\b|код (?:подтверждения|из смс)/iu,
      /\b(?:send|give|tell|share|forward|read|text|reply with|what(?:'|’)?s|what is|enter|type|approve|accept|confirm|schick\w*|send\w*|nenn\w*|gib|geben|teil\w*|sag\w*|leite\w*|weiterleiten|durchgeben|eingeben|best(?:ä|ae)tig\w*|envoye\w*|donne\w*|transf(?:é|e)re\w*|communique\w*|env(?:í|i)e\w*|d(?:é|e|a|í|i)me|mande|invi\w*|mandi|podaj|prześlij)\b|пришли|скажи|отправь/iu,
      /\b(?:me|us|you|your|here|back|mir|uns|ihr\w*|sie|dein\w*|hier|moi|nous|votre|me|nos|su|mi|suo)\b|мне/iu,
    ],
  },
  {
    code: 'lure.gift-card',
    signs: [
      /\b(?:(?:gift|itunes|google play|steam|amazon|apple|razer|vanilla|prepaid|paysafe)[ -]{0,2}(?:gift )?(?:cards?|karten?|codes?|vouchers?)|gift ?cards?|geschenk-?(?:karten?|gutscheine?)|guthabenkarten?|(?:amazon|google|apple|steam)[ -]?gutscheine?|paysafecards?|cartes? cadeaux?|tarjetas? (?:de )?regalo|carte regalo|karty podarunkowe)\b/iu,
      /\b(?:buy|purchase|get|need|pick up|send|scratch\w*|photo|picture|codes?|back of|reimburse\w*|kauf\w*|besorg\w*|brauch\w*|ben(?:ö|oe)tig\w*|schick\w*|freirubbel\w*|rubbel\w*|foto|r(?:ü|ue)ckseite|ach(?:è|e)te\w*|acheter|envoye\w*|compr\w*|necesit\w*|env(?:í|i)\w*|acquist\w*|kup)\b/iu,
      asked,
    ],
  },
  {
    code: 'lure.payment-change',
    signs: [
      /\b(?:bank(?:ing)? (?:details|account|information)|account (?:details|number)|payment (?:details|information|instructions)|iban|wire (?:details|transfer)|direct deposit|payroll|bankverbindung|kontoverbindung|kontodaten|bankdaten|kontonummer|zahlungsdaten|gehaltskonto|(?:ü|ue)berweisung|coordonn(?:é|e)es bancaires|rib|datos bancarios|cuenta bancaria|coordinate bancarie)\b/iu,
      /\b(?:(?:has|have|had) (?:been )?(?:changed|updated)|(?:we|i)(?:'|’)?(?: have|ve)? (?:changed|updated)|new (?:bank|account|iban|details)|change (?:my|our|the)|update (?:my|our|the)|no longer (?:valid|use)|different account|instead of|ge(?:ä|ae)ndert|neue\w* (?:bank|konto|iban)\w*|(?:ä|ae)ndern|aktualisier\w*|nicht mehr g(?:ü|ue)ltig|ab sofort|auf (?:folgendes|dieses|ein anderes) konto|chang(?:é|e)\w*|nouve(?:au|lles?)|modifi\w*|cambiad\w*|nuev\w*|cambiat\w*|nuov\w*)\b/iu,
    ],
  },
  {
    code: 'lure.help-desk',
    signs: [
      /\b(?:(?:it|technical|tech|microsoft|windows|security|system|network)[ -]?(?:help ?desk|support|department|team|admin\w*|service desk|security team|operations)|help ?desk|service ?desk|it-(?:abteilung|support|team|hotline|sicherheit|service|administration)|(?:edv|it)-abteilung|technischer? (?:support|kundendienst)|systemadministrat\w+|service informatique|support technique|soporte t(?:é|e)cnico|supporto tecnico|departamento de (?:ti|it|sistemas)|dzia(?:ł|l) it)\b|техподдержк/iu,
      /\b(?:your (?:account|password|computer|pc|device|mailbox|laptop|system|e-?mail)|log ?in|sign ?in|verify|validate|reset|expire\w*|suspend\w*|locked|spam|virus|infected|malware|remote\w*|credentials|ihr\w* (?:konto|passwort|kennwort|computer|pc|ger(?:ä|ae)t|postfach|rechner|laptop)|dein\w* (?:konto|passwort|kennwort|computer|pc|ger(?:ä|ae)t|postfach|rechner|laptop)|anmeld\w*|best(?:ä|ae)tig\w*|zur(?:ü|ue)cksetz\w*|gesperrt|l(?:ä|ae)uft ab|infiziert|votre (?:compte|mot de passe|ordinateur)|su (?:cuenta|contraseña|equipo)|suo (?:account|computer))\b/iu,
      /\b(?:i(?:'|’)?m|i am|this is|here is|calling from|writing from|on behalf of|we (?:are|have|noticed|detected|see)|from (?:the |your )?(?:it|help|support|microsoft)|ich bin|hier (?:ist|spricht|schreibt)|wir (?:sind|haben)|von (?:der|ihrer|deiner) (?:it|edv)|vom (?:it|support|helpdesk)|je suis|nous (?:sommes|avons)|soy|somos|hemos|sono|siamo|jestem)\b|\b(?:dear|sehr geehrte\w*|hello|hi|hallo)\b.{0,40}\b(?:user|employee|colleague|nutzer\w*|mitarbeiter\w*)\b/iu,
    ],
  },
];

const looks = lures.map(({ code, signs }) => ({ code, signs: signs.map(anyScript) }));

const longestLooked = 20_000;
const longestQuote = 60;

/** Only for texts of people who are not inside. They are notices: the words alone prove nothing. */
export function luresIn(body: string): readonly Reason[] {
  const text = body.slice(0, longestLooked);
  return looks.flatMap(({ code, signs }): readonly Reason[] => {
    const found = signs.map((sign) => sign.exec(text)?.[0]);
    if (found.some((words) => words === undefined)) return [];
    return [{ code, level: 'notice', params: { words: (found[0] ?? '').slice(0, longestQuote) } }];
  });
}
