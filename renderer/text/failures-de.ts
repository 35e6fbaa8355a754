import type { FailureTexts } from './failure-text.ts';
import { code, strong } from './sentence.ts';

const nothingSent = 'Es wurde nichts gesendet.';

export const failuresDe: FailureTexts = {
  'wrong-password': () => ({
    cause: ['Der Server hat Adresse und Passwort nicht angenommen.'],
    next: 'Prüfen Sie beides und versuchen Sie es erneut. Von selbst wird nichts wiederholt, damit das Konto nicht gesperrt wird.',
  }),
  'account-disabled': () => ({
    cause: ['Dieses Konto ist abgeschaltet.'],
    next: 'Bitten Sie die IT, es freizugeben.',
  }),
  'login-temporarily-refused': () => ({
    cause: ['Der Server nimmt gerade keine Anmeldungen an.'],
    next: 'Warten Sie einige Minuten und versuchen Sie es erneut.',
  }),
  'no-acceptable-login': () => ({
    cause: ['Der Server bietet keine sichere Anmeldung an.'],
    next: 'Ihr Passwort wurde nicht gesendet. Die IT kann SCRAM auf dem Server einschalten.',
  }),
  'certificate-not-taken': () => ({
    cause: ['Der Server meldet niemanden mit einem Zertifikat an.'],
    next: 'Es wurde nichts gesendet. Geben Sie Ihr Passwort ein, oder fragen Sie die IT.',
  }),
  'login-weaker-than-before': ({ param }) => ({
    cause: [
      'Der Server bietet keine Anmeldung mehr an, die so sicher ist wie ',
      code(param('remembered')),
      '.',
    ],
    next: 'Ihr Passwort wurde nicht gesendet. Vielleicht greift jemand ein: Sagen Sie der IT Bescheid; diese kann es zulassen, wenn der Server geändert wurde.',
  }),
  'server-not-genuine': () => ({
    cause: ['Der Server konnte nicht beweisen, dass er Ihr Konto kennt.'],
    next: 'Ihr Passwort wurde nicht gesendet. Vielleicht gibt sich jemand als Server aus: Sagen Sie der IT Bescheid, bevor Sie es erneut versuchen.',
  }),
  'certificate-expired': ({ date }) => ({
    cause: ['Das Zertifikat des Servers ist am ', strong(date('expired')), ' abgelaufen.'],
    next: `${nothingSent} Die IT muss es erneuern.`,
  }),
  'certificate-not-yet-valid': ({ date }) => ({
    cause: ['Das Zertifikat des Servers gilt erst ab dem ', strong(date('validFrom')), '.'],
    next: `${nothingSent} Prüfen Sie das Datum dieses Computers.`,
  }),
  'certificate-wrong-name': ({ param }) => ({
    cause: [
      'Das Zertifikat des Servers gilt für ',
      strong(param('presented')),
      ', nicht für ',
      strong(param('expected')),
      '.',
    ],
    next: nothingSent,
  }),
  'certificate-unknown-issuer': ({ param }) => ({
    cause:
      param('issuer') === ''
        ? ['Wer das Zertifikat des Servers ausgestellt hat, gilt hier nicht als vertrauenswürdig.']
        : [
            'Das Zertifikat des Servers stammt von ',
            strong(param('issuer')),
            '. Dem wird hier nicht vertraut.',
          ],
    next: nothingSent,
  }),
  'certificate-self-signed': () => ({
    cause: ['Der Server hat sein Zertifikat selbst unterschrieben, es beweist also nichts.'],
    next: nothingSent,
  }),
  'certificate-pin-mismatch': () => ({
    cause: ['Das Zertifikat des Servers ist keines von denen, die die IT festgelegt hat.'],
    next: `${nothingSent} Vielleicht hört jemand mit, oder die IT hat ein neues Zertifikat: Sagen Sie der IT Bescheid.`,
  }),
  'certificate-invalid': () => ({
    cause: ['Das Zertifikat des Servers ist ungültig.'],
    next: nothingSent,
  }),
  'tls-version': ({ param }) => ({
    cause: ['Der Server bietet nur veraltete Verschlüsselung an.'],
    next: `${nothingSent} Die IT muss TLS ${param('required') || '1.2'} oder neuer einschalten.`,
  }),
  'tls-failed': () => ({
    cause: ['Es kam keine verschlüsselte Verbindung zum Server zustande.'],
    next: nothingSent,
  }),
  'starttls-missing': () => ({
    cause: ['Der Server bietet keine Verschlüsselung an.'],
    next: `${nothingSent} Falls er es früher tat, greift vielleicht jemand ein: Sagen Sie der IT Bescheid.`,
  }),
  'starttls-tampered': () => ({
    cause: ['Etwas hat eingegriffen, bevor die Verbindung verschlüsselt war.'],
    next: `${nothingSent} Sagen Sie der IT Bescheid und versuchen Sie es in einem anderen Netz.`,
  }),
  'stream-wrong-domain': ({ param }) => ({
    cause: [
      'Der Server hat für ',
      strong(param('presented')),
      ' geantwortet, nicht für ',
      strong(param('expected')),
      '.',
    ],
    next: 'Die Verbindung wurde geschlossen. Sagen Sie der IT Bescheid.',
  }),
  'stream-violation': () => ({
    cause: ['Der Server hat etwas gesendet, das er nicht senden darf.'],
    next: 'Die Verbindung wurde vorsichtshalber geschlossen. Sagen Sie der IT Bescheid, wenn es wieder vorkommt.',
  }),
  'host-not-found': ({ param }) => ({
    cause: ['Der Server ', code(param('host')), ' ist nicht zu finden.'],
    next: 'Prüfen Sie das Netz, oder die Adresse, wenn sie neu ist.',
  }),
  'server-unreachable': ({ param }) => ({
    cause: ['Der Server ', code(param('host')), ' ist nicht erreichbar.'],
    next: 'Prüfen Sie das Netz. Was Sie schreiben, wird später gesendet.',
  }),
  'server-timeout': () => ({
    cause: ['Der Server braucht zu lange für eine Antwort.'],
    next: 'Was Sie schreiben, wird später gesendet.',
  }),
  'proxy-unreachable': ({ param }) => ({
    cause: ['Der Proxy ', code(param('host')), ' ist nicht erreichbar.'],
    next: 'Prüfen Sie das Netz. Was Sie schreiben, wird später gesendet.',
  }),
  'proxy-refused': ({ param }) => ({
    cause:
      param('status') === '407'
        ? ['Der Proxy ', code(param('host')), ' verlangt eine Anmeldung, die Gatehouse nicht vornimmt.']
        : ['Der Proxy ', code(param('host')), ' hat die Verbindung nicht durchgelassen.'],
    next: `${nothingSent} Die IT kann den Server auf dem Proxy freigeben.`,
  }),
  'proxy-misbehaved': ({ param }) => ({
    cause: ['Der Proxy ', code(param('host')), ' hat geantwortet, wie kein Proxy antworten darf.'],
    next: `${nothingSent} Sagen Sie der IT Bescheid und versuchen Sie es in einem anderen Netz.`,
  }),
  'proxy-unsupported': () => ({
    cause: ['Auf diesem Computer ist ein Proxy einer Art eingestellt, die Gatehouse nicht nutzt.'],
    next: `${nothingSent} Die IT kann für Gatehouse einen HTTP-Proxy festlegen, oder keinen.`,
  }),
  'connection-lost': () => ({
    cause: ['Die Verbindung ist abgebrochen.'],
    next: 'Was Sie schreiben, wird später gesendet.',
  }),
  offline: () => ({
    cause: ['Dieser Computer ist offline.'],
    next: 'Was Sie schreiben, wird gesendet, sobald er wieder online ist.',
  }),
  replaced: () => ({
    cause: ['Eine andere Sitzung hat diese hier abgelöst.'],
    next: 'Verbinden Sie sich neu, um hier weiterzumachen.',
  }),
  'server-error': ({ param }) => ({
    cause:
      param('condition') === ''
        ? ['Der Server hat einen Fehler gemeldet.']
        : ['Der Server hat einen Fehler gemeldet: ', code(param('condition')), '.'],
    next: 'Sagen Sie der IT Bescheid, wenn es wieder vorkommt.',
  }),
};
