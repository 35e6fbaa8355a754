import type { Detector } from '../../shared/model/confidential.ts';
import { documentReasonsDe } from './document-reasons-de.ts';
import { fileReasonsDe } from './file-reasons-de.ts';
import { linkSigns } from './link-signs.ts';
import type { ReasonTexts } from './reason-text.ts';
import { code, strong } from './sentence.ts';

export const reasonsDe: ReasonTexts = {
  'link.scheme-forbidden': (param) => ({
    sentence: ['Links der Art ', code(`${param('scheme')}:`), ' gehören nicht in Nachrichten.'],
    why: [
      'Geöffnet werden nur Webseiten und E-Mail-Adressen. Andere Links können Programme starten oder Dateien auf diesem Computer lesen.',
    ],
  }),
  'link.unreadable': () => ({
    sentence: ['Dieser Link lässt sich nicht als Adresse lesen.'],
    why: ['Was nicht lesbar ist, lässt sich nicht prüfen, und ein Browser liest es vielleicht anders.'],
  }),
  'link.userinfo': (param) => ({
    sentence: [
      'Dieser Link führt zu ',
      strong(param('host')),
      ', obwohl er mit ',
      code(param('userinfo')),
      ' beginnt.',
    ],
    why: [
      'Was vor dem @ steht, ist ein Benutzername und nicht die Seite. Damit sieht ein Link aus wie eine bekannte Seite.',
    ],
  }),
  'link.ip-literal': (param) => ({
    sentence: [
      'Dieser Link führt zur bloßen Nummer ',
      strong(param('address')),
      ' und nicht zu einer Seite mit Namen.',
    ],
    why: [
      'Geschrieben steht ',
      code(param('host')),
      '. Seiten von Firmen haben Namen; eine Nummer verbirgt, wessen Computer antwortet.',
    ],
  }),
  'link.hidden-characters': (param) => ({
    sentence: ['Dieser Link enthält unsichtbare Zeichen: ', code(param('characters')), '.'],
    why: ['Damit sieht ein Link anders aus als das Ziel, zu dem er führt.'],
  }),
  'link.mixed-scripts': (param) => ({
    sentence: [
      strong(param('host')),
      ' mischt Buchstaben verschiedener Schriften (',
      scriptNames(param('scripts')),
      ').',
    ],
    why: [
      'Buchstaben anderer Schriften können gleich aussehen wie die vertrauten und doch woanders hinführen.',
    ],
  }),
  'link.imitates-domain': (param) => ({
    sentence: [
      'Dieser Link ahmt ',
      strong(param('imitates')),
      ' nach. Er führt zu ',
      code(param('host')),
      ...(param('character') === ''
        ? []
        : [
            ', geschrieben mit dem Zeichen „',
            strong(param('character')),
            param('script') === '' ? '“' : `“ (${scriptNames(param('script'))})`,
          ]),
      '.',
    ],
    why: [
      'Beide Adressen sehen fast gleich aus, gehören aber verschiedenen Inhabern. Solche Seiten fragen meist nach einem Passwort.',
    ],
  }),
  'link.uses-protected-name': (param) => ({
    sentence: [
      strong(param('host')),
      ' benutzt den Namen ',
      strong(param('name')),
      ', gehört aber nicht dazu.',
    ],
    why: [
      'Einen bekannten Namen kann jeder in eine Adresse schreiben. Wem sie gehört, entscheidet ihr Ende.',
    ],
  }),
  'link.disguised-host': (param) => ({
    sentence: [
      'Dieser Link ist so geschrieben, dass er sein Ziel verbirgt. Er führt zu ',
      strong(param('host')),
      '.',
    ],
    why: [
      'Geschrieben steht ',
      code(param('written')),
      '. Menschen und Programme lesen das verschieden, und damit wird getäuscht.',
    ],
  }),
  'link.unusual-characters': (param) => ({
    sentence: [
      'Die Adresse ',
      code(param('host')),
      ' enthält ungewöhnliche Zeichen: ',
      code(param('characters')),
      '.',
    ],
    why: [
      'Gewöhnliche Seiten haben sie nicht im Namen. Sie werden benutzt, weil sie sich wie andere Buchstaben lesen.',
    ],
  }),
  'link.punycode': (param) => ({
    sentence: [
      'Die Adresse ',
      strong(param('host')),
      ' enthält internationale Buchstaben. In einfachen Buchstaben lautet sie ',
      code(param('ascii')),
      '.',
    ],
    why: [
      'Das ist oft in Ordnung. Vergleichen Sie sie mit der Adresse, die Sie erwarten, bevor Sie sich dort anmelden.',
    ],
  }),
  'link.blocklisted': (param) => ({
    sentence: [strong(param('host')), ' steht auf der Sperrliste Ihrer Firma.'],
    why: ['Der Eintrag, der zutrifft, lautet ', code(param('entry')), '. Die Liste pflegt die IT.'],
  }),
  'link.file-ending': (param) => ({
    sentence: [strong(param('host')), ' sieht aus wie der Name einer Datei, ist aber eine Seite.'],
    why: [
      'Seiten, deren Name auf ',
      code(`.${param('ending')}`),
      ' endet, werden angemeldet, damit aus einem Dateinamen in einer Nachricht ein Link wird.',
    ],
  }),
  'link.leads-on': (param) => ({
    sentence: [strong(param('host')), ' leitet weiter zu ', strong(param('to')), '.'],
    why: ['Entscheidend ist, wo ein Link endet. Auch diese Seite wurde geprüft.'],
  }),
  'link.shortened': (param) => ({
    sentence: [strong(param('host')), ' ist ein Kurzlink. Wohin er führt, ist nicht zu sehen.'],
    why: ['Nur der Kurzlinkdienst kennt das Ziel, und er kann es jederzeit ändern.'],
  }),
  'link.text-differs': (param) => ({
    sentence: ['Dieser Link lautet ', code(param('written')), ', führt aber zu ', strong(param('host')), '.'],
    why: ['Der Text eines Links kann beliebig sein. Nur das Ziel entscheidet, wo Sie ankommen.'],
  }),
  'link.reads-like-phishing': (param) => ({
    sentence: ['Die Adresse ', strong(param('host')), ' liest sich wie eine, die täuschen soll.'],
    why: [
      'Sie erreicht ',
      param('score'),
      ' von 100.',
      ...(param('words') === '' ? [] : [' Wörter, die dagegen sprechen: ', code(param('words')), '.']),
      ...(param('signs') === ''
        ? []
        : [
            param('words') === '' ? ' Was dagegen spricht: ' : ' Was außerdem dagegen spricht: ',
            `${linkSigns(param('signs'), 'de')}.`,
          ]),
      ' Das ist nur aus der Adresse geschätzt; auch ehrliche Seiten können so viel erreichen.',
    ],
  }),
  'link.encrypted-file': () => ({
    sentence: ['Dieser Link führt zu einer verschlüsselten Datei, die sich nicht prüfen lässt.'],
    why: ['Der Schlüssel steckt im Link. Vor dem Öffnen kann weder der Server noch Gatehouse hineinsehen.'],
  }),
  'link.too-long': () => ({
    sentence: ['Dieser Link ist zu lang, um geprüft zu werden.'],
    why: ['Mit so langen Links wird verborgen, wohin sie führen.'],
  }),
  'person.outside': (param) => ({
    sentence: ['Diese Person ist außerhalb Ihrer Firma, bei ', code(param('domain')), '.'],
    why: ['Ihre Firma kennt diesen Partner. Teilen Sie nur, was für ihn bestimmt ist.'],
  }),
  'person.unknown': (param) => ({
    sentence: ['Ihre Firma kennt ', code(param('domain')), ' nicht.'],
    why: [
      'Die Adresse gehört weder zu Ihrer Firma noch zu einem Partner. Prüfen Sie auf anderem Weg, wer das ist, bevor Sie antworten.',
    ],
  }),
  'person.imitates-colleague': (param) => ({
    sentence: [
      'Das ist nicht ',
      strong(param('imitates')),
      '. Im Kollegium lautet die Adresse ',
      code(param('address')),
      '.',
    ],
    why: [
      'Der Name ',
      strong(param('name')),
      ' sieht aus wie der aus Ihrer Firma, kommt aber von einer anderen Adresse.',
    ],
  }),
  'person.imitates-protected-name': (param) => ({
    sentence: [strong(param('name')), ' ist nicht ', strong(param('imitates')), ' aus Ihrer Firma.'],
    why: [
      'Niemand außerhalb Ihrer Firma darf diesen Namen führen. Wer sich als Helpdesk oder Bank ausgibt, fragt oft nach Passwörtern oder Fernzugriff.',
    ],
  }),
  'person.imitates-domain': (param) => ({
    sentence: ['Die Adresse ', code(param('address')), ' ahmt ', strong(param('imitates')), ' nach.'],
    why: ['Sie sieht fast gleich aus, gehört aber jemand anderem.'],
  }),
  'person.mixed-scripts': (param) => ({
    sentence: [
      'Die Adresse ',
      code(param('address')),
      ' mischt Buchstaben verschiedener Schriften (',
      scriptNames(param('scripts')),
      ').',
    ],
    why: [
      'Buchstaben anderer Schriften können gleich aussehen wie die vertrauten. So sieht eine Adresse aus wie eine andere.',
    ],
  }),
  'person.hidden-characters': (param) => ({
    sentence: ['Dieser Name enthält unsichtbare Zeichen: ', code(param('characters')), '.'],
    why: ['Damit sieht ein Name aus wie ein anderer.'],
  }),
  'text.hidden-characters': (param) => ({
    sentence: ['Diese Nachricht enthält unsichtbare Zeichen: ', code(param('characters')), '.'],
    why: ['Sie können Reihenfolge oder Aussehen von Wörtern ändern. Sie werden dort gezeigt, wo sie stehen.'],
  }),
  'text.invitation': (param) => ({
    sentence: [
      'Das ist eine Einladung in den Raum ',
      code(param('room')),
      ...(param('by') === '' ? [] : [', der sagt, sie komme von ', code(param('by'))]),
      '.',
    ],
    why: [
      'Räume lassen sich mit Gatehouse noch nicht betreten. Wer laut dem Raum eingeladen hat, kann erfunden sein.',
    ],
  }),
  'text.encrypted-unreadable': () => ({
    sentence: ['Verschlüsselt, nach den Regeln dieser Organisation nicht lesbar.'],
    why: [
      'Das Programm der anderen Seite hat die Nachricht für einzelne Geräte verschlüsselt. Bitten Sie darum, das für diese Unterhaltung abzuschalten.',
    ],
  }),
  'text.too-long': (param) => ({
    sentence: ['Diese Nachricht ist länger als ', param('limit'), ' Zeichen und wird zurückgehalten.'],
    why: ['Nur ihr Anfang kann gezeigt werden. Bitten Sie darum, sie in Teilen zu senden.'],
  }),
  'text.too-many-links': (param) => ({
    sentence: ['Diese Nachricht hat mehr als ', param('limit'), ' Links und wird zurückgehalten.'],
    why: ['Nur die ersten ', param('limit'), ' wurden geprüft.'],
  }),
  'text.empty': () => ({
    sentence: ['Diese Nachricht hat keinen Text.'],
    why: ['Vielleicht hat das Programm der anderen Seite etwas gesendet, das Gatehouse nicht zeigt.'],
  }),
  'federation.off': () => ({
    sentence: ['Ihre Firma erlaubt keine Gespräche mit Personen außerhalb.'],
    why: [
      'Das entscheidet die IT für die ganze Firma. Es wird ihnen nichts gesendet und nichts von ihnen gezeigt.',
    ],
  }),
  'federation.blocked': (param) => ({
    sentence: ['Ihre Firma hat ', code(param('entry')), ' gesperrt.'],
    why: [
      'Dorthin wird nichts gesendet und von dort nichts gezeigt. Fragen Sie die IT, wenn Sie das für einen Irrtum halten.',
    ],
  }),
  'federation.not-for-you': (param) => ({
    sentence: [
      'Ihre Firma hat Gespräche mit Personen außerhalb nicht für ',
      code(param('account')),
      ' geöffnet.',
    ],
    why: [
      'Nur einige in der Firma dürfen mit Personen außerhalb sprechen. Fragen Sie die IT, wenn Sie es brauchen.',
    ],
  }),
  'federation.not-listed': (param) => ({
    sentence: ['Ihre Firma erlaubt keine Gespräche mit ', code(param('domain')), '.'],
    why: [
      'Die IT führt eine Liste, mit wem die Firma spricht. Fragen Sie dort nach, wenn diese Person zu einem Partner gehört.',
    ],
  }),
  'outbound.domain-not-allowed': (param) => ({
    sentence: ['Ihre Firma erlaubt keine Nachrichten an ', code(param('domain')), '.'],
    why: [
      'Die IT entscheidet, wem die Firma schreibt. Fragen Sie dort nach, wenn diese Person zu einem Partner gehört.',
    ],
  }),
  'outbound.recipient-blocked': () => ({
    sentence: ['Sie haben diese Person blockiert.'],
    why: ['Heben Sie die Blockierung in den Details auf, um ihr zu schreiben.'],
  }),
  'outbound.not-accepted': () => ({
    sentence: ['Sie kennen diese Person noch nicht.'],
    why: [
      'Nehmen Sie die Anfrage an oder fügen Sie die Person hinzu, um ihr zu schreiben. Bis dahin geht nichts hinaus.',
    ],
  }),
  'confidential.monitor': (param) => ({
    sentence: ['Diese Nachricht enthält ', thing(param), ', was aufgezeichnet wird.'],
    why: ['Die Regel ', code(param('rule')), ' Ihrer Firma beobachtet nur. Nichts wird angehalten.'],
  }),
  'confidential.notice': (param) => ({
    sentence: ['Diese Nachricht enthält ', thing(param), '.'],
    why: ['Ihre Firma kennzeichnet solche Inhalte. Senden Sie sie nur an Personen, die sie brauchen.'],
  }),
  'confidential.justify': (param) => ({
    sentence: ['Diese Nachricht enthält ', thing(param), ' und braucht vor dem Senden eine Begründung.'],
    why: [
      'Die Regel ',
      code(param('rule')),
      ' Ihrer Firma fragt, warum es das Haus verlassen muss. Die Begründung wird aufgezeichnet.',
    ],
  }),
  'confidential.justified': (param) => ({
    sentence: ['Diese Nachricht enthält ', thing(param), '. Eine Begründung wurde angegeben.'],
    why: [
      'Die Regel ',
      code(param('rule')),
      ' Ihrer Firma verlangt eine. Sie ist mit der Nachricht aufgezeichnet.',
    ],
  }),
  'confidential.block': (param) => ({
    sentence: ['Diese Nachricht enthält ', thing(param), ' und wurde nicht gesendet.'],
    why: [
      'Die Regel ',
      code(param('rule')),
      ' Ihrer Firma lässt das nicht hinaus. Gefunden: ',
      code(param('masked')),
      param('count') === '1' || param('count') === '' ? '.' : ` und weitere, zusammen ${param('count')}.`,
      ' Nehmen Sie es heraus, oder sagen Sie der IT Bescheid, wenn das ein Irrtum ist.',
    ],
  }),
  'lure.remote-control': (param) => ({
    sentence: ['Jemand von außen möchte, dass Sie ', strong(param('words')), ' starten.'],
    why: [
      'Wer Ihren Bildschirm steuert, kann alles, was Sie können. Ihre eigene IT bittet nicht von außen im Chat darum. Rufen Sie die IT unter einer bekannten Nummer an.',
    ],
  }),
  'lure.one-time-code': (param) => ({
    sentence: ['Jemand von außen fragt nach einem Code (', strong(param('words')), ').'],
    why: ['Ein solcher Code öffnet Ihr Konto. Wer ihn haben darf, muss Sie nicht danach fragen.'],
  }),
  'lure.gift-card': (param) => ({
    sentence: ['Jemand von außen spricht vom Kauf von ', strong(param('words')), '.'],
    why: [
      'Solche Karten sind wie Bargeld und lassen sich nicht zurückholen. Fragen Sie die betreffende Person erst am Telefon.',
    ],
  }),
  'lure.payment-change': (param) => ({
    sentence: ['Jemand von außen spricht von geänderten Zahlungsdaten (', strong(param('words')), ').'],
    why: [
      'Bevor Sie ein Konto ändern, rufen Sie die Firma unter einer Nummer an, die Sie schon hatten. Fragen Sie nicht hier zurück.',
    ],
  }),
  'lure.help-desk': (param) => ({
    sentence: ['Jemand von außen gibt sich aus als ', strong(param('words')), '.'],
    why: [
      'Ihr eigener Helpdesk schreibt aus Ihrer Firma. Geben Sie keine Passwörter und keinen Zugriff heraus.',
    ],
  }),
  'text.unsolicited': (param) => ({
    sentence: ['Diese erste Nachricht liest sich wie Werbung oder Betrug an viele.'],
    why: [
      'Sie erreicht ',
      param('score'),
      ' von 100 Punkten.',
      ...(param('words') === '' ? [] : [' Am stärksten wog: ', code(param('words')), '.']),
      ' Das ist allein aus den Wörtern geschätzt.',
    ],
  }),
  ...fileReasonsDe,
  ...documentReasonsDe,
  'message.withdrawn': () => ({
    sentence: ['Diese Nachricht wurde nach einer neuen Regel zurückgezogen.'],
    why: [
      'Ihre Firma hat Neues erfahren, seit die Nachricht ankam. Deren Text wird hier nicht mehr gezeigt und nicht mehr gefunden; die Sicherheit hat ihn noch.',
    ],
  }),
  'message.sent-before-rule': () => ({
    sentence: ['Diese Nachricht wurde gesendet, bevor es eine Regel gab, die sie gestoppt hätte.'],
    why: [
      'Zurückholen lässt sie sich nicht. Die Sicherheit Ihrer Firma weiß Bescheid; fragen Sie dort, wenn Sie es in Ordnung bringen möchten.',
    ],
  }),
  'text.too-fast': () => ({
    sentence: ['Von dort kommen mehr Nachrichten, als jemand von Hand schreibt.'],
    why: [
      'Die IT legt fest, wie viel Personen außerhalb in einer Minute senden und wie viele Fremde in einer Stunde schreiben dürfen.',
    ],
  }),
  'text.campaign': (param) => ({
    sentence: ['Fast derselbe Text kam von ', param('senders'), ' Personen außerhalb.'],
    why: [
      'Wer einer Person schreibt, schreibt anderen nicht dasselbe. Was an viele geht, ist Werbung oder eine Falle.',
    ],
  }),
  'check.failed': (param) => ({
    sentence: ['Das konnte nicht geprüft werden und wird zurückgehalten.'],
    why: [
      'Die Prüfung ',
      code(param('check')),
      ' ist fehlgeschlagen. Was nicht geprüft wurde, gilt nie als harmlos. Sagen Sie der IT Bescheid, wenn es wieder vorkommt.',
    ],
  }),
};

// Unicode script property values (UAX 24) that confusables come from; any other is shown as Unicode names it.
const scripts: Readonly<Record<string, string>> = {
  Latin: 'lateinisch',
  Cyrillic: 'kyrillisch',
  Greek: 'griechisch',
  Armenian: 'armenisch',
  Cherokee: 'Cherokee',
  Georgian: 'georgisch',
  Hebrew: 'hebräisch',
  Arabic: 'arabisch',
  Han: 'chinesisch',
  Hangul: 'koreanisch',
  Common: 'gemeinsam',
};

function scriptNames(list: string): string {
  return list
    .split(', ')
    .map((name) => (Object.hasOwn(scripts, name) ? (scripts[name] ?? name) : name))
    .join(', ');
}

/** What a detector finds, as the object of a sentence. */
const things: Readonly<Record<Detector, string>> = {
  'payment-card': 'eine Zahlungskartennummer',
  iban: 'eine Kontonummer (IBAN)',
  'national-id': 'eine amtliche Kennnummer',
  'private-key': 'einen privaten Schlüssel',
  token: 'ein Zugangstoken',
  credential: 'ein Passwort oder andere Zugangsdaten',
  'personal-detail': 'persönliche Angaben von Menschen',
  term: 'einen vertraulichen Begriff',
  expression: 'vertraulichen Inhalt',
  fingerprint: 'eine Passage aus einem vertraulichen Dokument',
};

function thing(param: (name: string) => string): string {
  const found = Object.entries(things).find(([detector]) => detector === param('detector'));
  return found?.[1] ?? 'etwas Vertrauliches';
}
